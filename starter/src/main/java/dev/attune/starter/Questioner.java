package dev.attune.starter;

import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.inference.Engine;
import dev.attune.inference.Generation;
import dev.attune.inference.GenerationEvent;
import dev.attune.inference.GenerationRequest;
import dev.attune.inference.TokenSequence;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.LoraAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks a model for the last answers of conversations, always taking the likeliest token. */
final class Questioner implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LONGEST_ANSWER = 96;

  private final ConversationTokens tokens;
  private final Tokenizer tokenizer;
  private final Engine engine;

  Questioner(Tokenizer tokenizer, CausalLm model, int threads) {
    this.tokenizer = tokenizer;
    this.tokens = new ConversationTokens(tokenizer);
    this.engine = new Engine(model, new Engine.Limits(32, 1L << 28, 1024, threads));
  }

  /**
   * The model's own last answers.
   *
   * @param adapter changes the model, or null
   */
  List<String> answers(List<Conversation> conversations, @Nullable LoraAdapter adapter) {
    List<Generation> running =
        conversations.stream().map(each -> engine.submit(request(each, adapter))).toList();
    return running.stream().map(this::text).toList();
  }

  @Override
  public void close() {
    engine.close();
  }

  private GenerationRequest request(Conversation conversation, @Nullable LoraAdapter adapter) {
    return new GenerationRequest(
        TokenSequence.of(tokens.prompt(conversation)),
        adapter,
        GenerationRequest.Sampling.GREEDY,
        LONGEST_ANSWER,
        Set.of(tokens.endToken()),
        0);
  }

  private String text(Generation generation) {
    List<Integer> ids = new ArrayList<>();
    while (true) {
      switch (generation.next(PATIENCE)) {
        case GenerationEvent.Token token -> ids.add(token.chosen().id());
        case GenerationEvent.Failed failed -> throw failed.cause();
        case GenerationEvent.Finished _ -> {
          return tokenizer.decode(ids.stream().mapToInt(Integer::intValue).toArray(), true);
        }
      }
    }
  }
}
