package dev.attune.worker.export.parity;

import dev.attune.data.ModelText;
import dev.attune.model.decoder.ConfigJson;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What every model is asked: prompts as tokens, and the tokens that end an answer. */
public final class Probe {
  private static final int LONGEST_ANSWER = 24;

  private final List<int[]> prompts;
  private final Set<Integer> endTokens;
  private final int answer;

  private Probe(List<int[]> prompts, Set<Integer> endTokens, int answer) {
    this.prompts = prompts;
    this.endTokens = endTokens;
    this.answer = answer;
  }

  /** Prompts that fit into {@code context} tokens with an answer behind them. */
  public static Probe of(ModelText text, ConfigJson config, int context) {
    int answer = Math.min(LONGEST_ANSWER, Math.max(1, context / 2));
    OptionalInt first =
        config.optionalInteger("bos_token_id").map(OptionalInt::of).orElse(OptionalInt.empty());
    int room = Math.max(1, context - answer);
    List<int[]> prompts =
        Words.texts(text).stream()
            .map(words -> Words.prompt(text, words, first))
            .map(ids -> Arrays.copyOf(ids, Math.min(ids.length, room)))
            .filter(ids -> ids.length > 0)
            .toList();
    return new Probe(prompts, text.endTokens(), answer);
  }

  List<int[]> prompts() {
    return prompts;
  }

  /** How many tokens an answer may have. */
  int answer() {
    return answer;
  }

  Set<Integer> endTokens() {
    return endTokens;
  }
}
