package dev.attune.inference;

/**
 * A generation inside the engine: its tokens, and what comes next. Owned by the engine's thread.
 */
final class Sequence {
  private final GenerationRequest request;
  private final Generation generation;
  private final TokenDraw draw;
  private final TokenMemory memory;

  Sequence(GenerationRequest request, Generation generation) {
    this.request = request;
    this.generation = generation;
    this.draw = new TokenDraw(request.sampling());
    this.memory = new TokenMemory(request.prompt(), request.maxTokens(), request.adapter());
  }

  Generation generation() {
    return generation;
  }

  TokenMemory memory() {
    return memory;
  }

  /** Takes over what another one knows of the first {@code count} tokens, which both share. */
  void learn(TokenMemory other, int count) {
    if (memory.length() == request.prompt().length()) {
      generation.reused(count - memory.known());
    }
    memory.learn(other, count);
  }

  /**
   * Takes the logits behind the last token and emits what follows.
   *
   * @return true when the sequence is finished
   */
  boolean accept(float[] logits) {
    float[] ruled = request.rules().isEmpty() ? logits : logits.clone();
    if (!request.rules().stream().allMatch(rule -> rule.apply(ruled))) {
      return finish(GenerationEvent.Reason.LENGTH);
    }
    GenerationEvent.Token token = draw.next(logits, ruled, request.topLogprobs());
    int id = token.chosen().id();
    if (request.endTokens().contains(id)) {
      return finish(GenerationEvent.Reason.END_TOKEN);
    }
    memory.append(id);
    generation.emit(token);
    if (request.rules().stream().filter(rule -> rule.accept(id)).count() > 0) {
      return finish(GenerationEvent.Reason.END_TOKEN);
    }
    return memory.length() == memory.capacity() && finish(GenerationEvent.Reason.LENGTH);
  }

  boolean finish(GenerationEvent.Reason reason) {
    generation.emit(new GenerationEvent.Finished(reason));
    return true;
  }
}
