package dev.attune.worker.sampler;

import java.util.List;

/** The answers to one request, in progress. */
final class Answers implements AutoCloseable {
  private final int promptTokens;
  private final List<Answer> choices;
  private final ServedModels.Use use;

  /** {@code promptTokens} are those of the prompt that all share. */
  Answers(int promptTokens, List<Answer> choices, ServedModels.Use use) {
    this.promptTokens = promptTokens;
    this.choices = List.copyOf(choices);
    this.use = use;
  }

  int promptTokens() {
    return promptTokens;
  }

  /** Those of them that the model knew before the first choice asked. */
  int cachedTokens() {
    return choices.getFirst().cachedTokens();
  }

  List<Answer> choices() {
    return choices;
  }

  /** Tokens generated so far, over all choices. */
  int completionTokens() {
    return choices.stream().mapToInt(Answer::tokens).sum();
  }

  /** Ends what is still generated; the adapter is free once the engine has let go of it. */
  @Override
  public void close() {
    choices.forEach(Answer::cancel);
    Thread.startVirtualThread(() -> {
      choices.forEach(Answer::awaitEnd);
      use.close();
    });
  }
}
