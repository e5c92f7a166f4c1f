package dev.attune.worker.sampler;

import dev.attune.wire.chat.ChatCompletion;
import dev.attune.wire.chat.ChatCompletionChunk;
import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.chat.FinishReason;
import dev.attune.wire.chat.Logprobs;
import dev.attune.wire.chat.ServiceTier;
import dev.attune.wire.chat.Usage;
import dev.attune.wire.ids.Ids;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers in OpenAI's words: whole, or chunk by chunk. */
final class ChatCompletions {
  private final ChatModel model;
  private final String fingerprint;
  private final InstantSource clock;
  private final Ids ids = new Ids();

  /** {@code fingerprint} changes when the same seed may give another answer. */
  ChatCompletions(ChatModel model, String fingerprint, InstantSource clock) {
    this.model = model;
    this.fingerprint = fingerprint;
    this.clock = clock;
  }

  /** Waits for the whole answer. */
  ChatCompletion complete(ChatCompletionRequest request) {
    long created = clock.instant().getEpochSecond();
    try (Answers answers = model.start(request)) {
      List<ChatCompletion.Choice> choices = new ArrayList<>();
      for (Answer answer : answers.choices()) {
        choices.add(choice(choices.size(), answer, request.logprobs().chosen()));
      }
      return new ChatCompletion(
          ids.chatCompletion(),
          created,
          request.model(),
          choices,
          usage(answers),
          ServiceTier.DEFAULT,
          fingerprint);
    }
  }

  private static ChatCompletion.Choice choice(int index, Answer answer, boolean tellLogprobs) {
    StringBuilder text = new StringBuilder();
    List<Logprobs.Chosen> logprobs = new ArrayList<>();
    FinishReason reason = null;
    while (reason == null) {
      AnswerPiece piece = answer.next();
      text.append(piece.text());
      logprobs.addAll(piece.logprobs());
      reason = piece.finishReason();
    }
    return new ChatCompletion.Choice(
        index,
        ChatCompletion.Message.of(text.toString()),
        tellLogprobs ? Logprobs.of(logprobs) : null,
        Objects.requireNonNull(reason));
  }

  /** Takes chunks of a stream, in order. */
  @FunctionalInterface
  interface ChunkSink {
    void write(ChatCompletionChunk chunk);
  }

  /** Starts the answers; nothing is written yet, so a refusal can still be an ordinary error. */
  Stream stream(ChatCompletionRequest request) {
    return new Stream(request, model.start(request));
  }

  /** A streamed answer; closing it ends what is still generated. */
  final class Stream implements AutoCloseable {
    private final ChatCompletionRequest request;
    private final Answers answers;
    private final String id = ids.chatCompletion();
    private final long created = clock.instant().getEpochSecond();

    private Stream(ChatCompletionRequest request, Answers answers) {
      this.request = request;
      this.answers = answers;
    }

    /** Writes every chunk; the choices take turns. */
    void writeTo(ChunkSink sink) {
      List<Answer> choices = answers.choices();
      for (int i = 0; i < choices.size(); i++) {
        sink.write(chunk(i, ChatCompletionChunk.Delta.START, null, null));
      }
      while (choices.stream().anyMatch(answer -> !answer.isFinished())) {
        writeRound(choices, sink);
      }
      if (request.streaming().includeUsage()) {
        sink.write(chunk(List.of(), new ChatCompletionChunk.UsageKey(usage())));
      }
    }

    /** The counts so far. */
    Usage usage() {
      return ChatCompletions.usage(answers);
    }

    @Override
    public void close() {
      answers.close();
    }

    private void writeRound(List<Answer> choices, ChunkSink sink) {
      for (int i = 0; i < choices.size(); i++) {
        if (!choices.get(i).isFinished()) {
          write(i, choices.get(i).next(), sink);
        }
      }
    }

    private void write(int index, AnswerPiece piece, ChunkSink sink) {
      if (!piece.text().isEmpty() || !piece.logprobs().isEmpty()) {
        Logprobs logprobs = request.logprobs().chosen() ? Logprobs.of(piece.logprobs()) : null;
        sink.write(chunk(index, ChatCompletionChunk.Delta.of(piece.text()), logprobs, null));
      }
      if (piece.finishReason() != null) {
        sink.write(chunk(index, ChatCompletionChunk.Delta.END, null, piece.finishReason()));
      }
    }

    private ChatCompletionChunk chunk(
        int index,
        ChatCompletionChunk.Delta delta,
        @Nullable Logprobs logprobs,
        @Nullable FinishReason reason) {
      return chunk(
          List.of(new ChatCompletionChunk.Choice(index, delta, logprobs, reason)),
          request.streaming().includeUsage() ? ChatCompletionChunk.UsageKey.NULL : null);
    }

    private ChatCompletionChunk chunk(
        List<ChatCompletionChunk.Choice> choices, ChatCompletionChunk.@Nullable UsageKey usage) {
      return new ChatCompletionChunk(
          id, created, request.model(), ServiceTier.DEFAULT, fingerprint, choices, usage, null);
    }
  }

  private static Usage usage(Answers answers) {
    return Usage.of(answers.promptTokens(), answers.completionTokens(), answers.cachedTokens());
  }
}
