package dev.attune.worker.sampler;

import dev.attune.data.ModelText;
import dev.attune.data.failure.DataException;
import dev.attune.inference.Engine;
import dev.attune.inference.GenerationRequest;
import dev.attune.inference.TokenSequence;
import dev.attune.model.decoder.ModelShape;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.errors.ApiError;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns chat requests into running answers. */
final class ChatModel {
  private final Engine engine;
  private final ModelText text;
  private final ServedModels models;
  private final int context;
  private final Rules rules;
  private final SecureRandom random = new SecureRandom();

  /** {@code shape} is that of the model. */
  ChatModel(Engine engine, ModelText text, ServedModels models, ModelShape shape) {
    this.engine = engine;
    this.text = text;
    this.models = models;
    this.context = shape.maxPositionEmbeddings();
    this.rules = new Rules(text.tokenizer(), shape.vocabSize());
  }

  /** Starts the answers that a request asks for. */
  Answers start(ChatCompletionRequest request) {
    Optional<ApiError> unsupported = request.unsupported();
    if (unsupported.isPresent()) {
      throw unsupported.get().toException();
    }
    TokenSequence prompt = prompt(request);
    int maxTokens = maxTokens(request, prompt.length());
    ServedModels.Use use = models.use(request.model());
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < request.length().choices(); i++) {
      answers.add(answer(request, new Start(prompt, use.adapter(), maxTokens, seed(request) + i)));
    }
    return new Answers(prompt.length(), answers, use);
  }

  private record Start(
      TokenSequence prompt, @Nullable LoraAdapter adapter, int maxTokens, long seed) {}

  private Answer answer(ChatCompletionRequest request, Start start) {
    GenerationRequest.Sampling sampling =
        new GenerationRequest.Sampling(
            request.sampling().temperature(), request.sampling().topP(), start.seed());
    GenerationRequest generation =
        new GenerationRequest(
            start.prompt(),
            start.adapter(),
            sampling,
            start.maxTokens(),
            text.endTokens(),
            request.logprobs().top(),
            rules.of(request));
    return new Answer(
        engine.submit(generation),
        new AnswerText(text, request.length().stop()),
        request.logprobs().chosen() ? new TokenNames(text.tokenizer()) : null);
  }

  private long seed(ChatCompletionRequest request) {
    Long wished = request.sampling().seed();
    return wished == null ? random.nextLong() : wished;
  }

  private TokenSequence prompt(ChatCompletionRequest request) {
    try {
      return TokenSequence.of(text.encodePrompt(request.messages()));
    } catch (DataException e) {
      throw ApiError.badRequest("messages", String.valueOf(e.getMessage())).toException();
    }
  }

  private int maxTokens(ChatCompletionRequest request, int promptTokens) {
    if (promptTokens == 0) {
      throw ApiError.badRequest("messages", "The messages are empty. Send some text.")
          .toException();
    }
    int room = context - promptTokens;
    if (room < 1) {
      throw ApiError.badRequest(
              "context_length_exceeded",
              "messages",
              "This model's maximum context length is %d tokens. However, your messages resulted in %d tokens. Please reduce the length of the messages."
                  .formatted(context, promptTokens))
          .toException();
    }
    Integer wished = request.length().maxTokens();
    return wished == null ? room : Math.min(wished, room);
  }
}
