package dev.attune.worker.export.gguf;

import java.util.List;

/** One of llama.cpp's ways from text without control tokens to tokens. */
sealed interface WordCutter permits MergedWords, ScoredWords {
  /**
   * The tokens of a piece of text.
   *
   * @param behindControl whether it stands at the beginning or behind a control token
   */
  List<Integer> cut(String text, boolean behindControl);
}
