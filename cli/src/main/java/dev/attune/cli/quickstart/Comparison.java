package dev.attune.cli.quickstart;

import com.openai.client.OpenAIClient;
import dev.attune.cli.session.CliException;
import dev.attune.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** What two models answered to the same questions. */
record Comparison(List<Answered> answered) {
  /** Share of the questions that tuning must add to count as learnt. */
  private static final double WIDE_MARGIN = 0.3;

  private static final int AT_ONCE = 12;
  private static final int SHOWN = 3;
  private static final int LONGEST_CELL = 44;

  Comparison {
    answered = List.copyOf(answered);
  }

  /** One question and both answers. */
  record Answered(HeldOutExample example, String base, String tuned) {
    boolean isBaseExact() {
      return base.strip().equals(example.expected().strip());
    }

    boolean isTunedExact() {
      return tuned.strip().equals(example.expected().strip());
    }
  }

  /** Asks several questions at once, since a server answers them together. */
  static Comparison of(
      OpenAIClient client, List<HeldOutExample> examples, String base, String tuned) {
    try (ExecutorService asking = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Answered>> answers =
          examples.stream()
              .map(example -> asking.submit(() -> answered(client, example, base, tuned)))
              .toList();
      return new Comparison(answers.stream().map(Comparison::await).toList());
    }
  }

  private static Answered answered(
      OpenAIClient client, HeldOutExample example, String base, String tuned) {
    return new Answered(example, answer(client, example, base), answer(client, example, tuned));
  }

  private static Answered await(Future<Answered> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.refused("Interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  boolean isWideMargin() {
    long won = count(Answered::isTunedExact) - count(Answered::isBaseExact);
    return won >= WIDE_MARGIN * answered.size();
  }

  Table scores() {
    return new Table("HELD-OUT EXAMPLES", "BEFORE", "AFTER")
        .row("exact match", share(Answered::isBaseExact), share(Answered::isTunedExact));
  }

  Table samples() {
    Table table = new Table("QUESTION", "EXPECTED", "BEFORE", "AFTER");
    for (Answered it : answered.subList(0, Math.min(SHOWN, answered.size()))) {
      table.row(
          cut(it.example().question()),
          cut(it.example().expected()),
          cut(it.base()),
          cut(it.tuned()));
    }
    return table;
  }

  private String share(Predicate<Answered> right) {
    long count = count(right);
    return "%d of %d (%.0f %%)"
        .formatted(count, answered.size(), 100.0 * count / Math.max(1, answered.size()));
  }

  private long count(Predicate<Answered> right) {
    return answered.stream().filter(right).count();
  }

  private static String answer(OpenAIClient client, HeldOutExample example, String model) {
    return client
        .chat()
        .completions()
        .create(example.to(model))
        .choices()
        .getFirst()
        .message()
        .content()
        .orElse("");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 1) + "…";
  }
}
