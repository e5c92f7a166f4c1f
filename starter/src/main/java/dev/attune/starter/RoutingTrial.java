package dev.attune.starter;

import dev.attune.data.tokenizer.Tokenizer;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.LoraAdapter;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether the starter model learns to route tickets, which it fails before. */
final class RoutingTrial {
  private RoutingTrial() {}

  /** Tunes as a job without settings would, and prints what that changed. */
  static void run(Tokenizer tokenizer, CausalLm model, SampleFiles samples, int threads) {
    ConversationTokens tokens = new ConversationTokens(tokenizer);
    try (Questioner questioner = new Questioner(tokenizer, model, threads)) {
      long before = right(questioner, samples.test(), null);
      FineTuning.Tuned tuned =
          new FineTuning(model, threads)
              .run(samples.training().stream().map(tokens::example).toList());
      System.out.printf(
          "routing, exact answers of %d: %d before, %d after %d steps of %,d tokens in %.0f s%n",
          samples.test().size(),
          before,
          right(questioner, samples.test(), tuned.adapter()),
          tuned.steps(),
          tuned.tokens(),
          tuned.seconds());
    }
  }

  /** How many answers are the expected ones, character for character. */
  static long right(Questioner questioner, List<Conversation> exam, @Nullable LoraAdapter adapter) {
    List<String> answers = questioner.answers(exam, adapter);
    return IntStream.range(0, exam.size())
        .filter(i -> answers.get(i).equals(exam.get(i).answer()))
        .count();
  }
}
