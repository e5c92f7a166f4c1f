package dev.attune.worker.sampler;

import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.inference.TokenRule;
import dev.attune.wire.chat.ChatCompletionRequest;
import dev.attune.wire.chat.ResponseFormat;
import dev.attune.wire.chat.Sampling;
import dev.attune.wire.errors.ApiError;
import dev.attune.worker.sampler.json.JsonRule;
import dev.attune.worker.sampler.json.TokenTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that a request sets for its tokens. */
final class Rules {
  private final Tokenizer tokenizer;
  private final int vocabulary;
  private @Nullable TokenTable tokens;

  /** For a model whose logits are {@code vocabulary} numbers. */
  Rules(Tokenizer tokenizer, int vocabulary) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
  }

  /** Those of one answer. */
  List<TokenRule> of(ChatCompletionRequest request) {
    List<TokenRule> rules = new ArrayList<>();
    Sampling sampling = request.sampling();
    if (sampling.frequencyPenalty() != 0 || sampling.presencePenalty() != 0) {
      rules.add(new Penalties(sampling.frequencyPenalty(), sampling.presencePenalty()));
    }
    if (!sampling.logitBias().isEmpty()) {
      sampling.logitBias().keySet().forEach(this::check);
      rules.add(new LogitBias(sampling.logitBias()));
    }
    if (request.responseFormat() instanceof ResponseFormat.JsonText) {
      rules.add(new JsonRule(tokens()));
    }
    return rules;
  }

  /** Made when first asked for: sorting a large vocabulary takes a moment. */
  private synchronized TokenTable tokens() {
    if (tokens == null) {
      tokens = TokenTable.of(tokenizer, vocabulary);
    }
    return tokens;
  }

  private void check(int token) {
    if (token >= vocabulary) {
      throw ApiError.badRequest(
              "logit_bias",
              "Token id %d is not one of this model's, which end with %d. Take ids of its own tokenizer."
                  .formatted(token, vocabulary - 1))
          .toException();
    }
  }
}
