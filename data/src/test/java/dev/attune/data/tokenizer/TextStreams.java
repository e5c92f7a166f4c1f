package dev.attune.data.tokenizer;

/** Runs a row of tokens through a {@link TextStream}. */
final class TextStreams {
  private TextStreams() {}

  static String collect(Tokenizer tokenizer, int[] ids, boolean skipSpecialTokens) {
    TextStream stream = tokenizer.textStream(skipSpecialTokens);
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(stream.next(id));
    }
    return text.append(stream.finish()).toString();
  }
}
