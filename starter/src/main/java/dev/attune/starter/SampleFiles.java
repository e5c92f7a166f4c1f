package dev.attune.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The routed tickets of the quick start; no ticket is in two of the three lists. */
record SampleFiles(
    List<Conversation> training, List<Conversation> validation, List<Conversation> test) {
  private static final long SEED = 20261125;
  private static final int TRAINING = 400;
  private static final int VALIDATION = 50;
  private static final int TEST = 60;

  SampleFiles {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /** Always the same ones. */
  static SampleFiles generate() {
    RoutingTask task = new RoutingTask(new Random(SEED));
    Set<Conversation> seen = new HashSet<>();
    List<Conversation> all = new ArrayList<>();
    while (all.size() < TRAINING + VALIDATION + TEST) {
      Conversation next = task.next();
      if (seen.add(next)) {
        all.add(next);
      }
    }
    return new SampleFiles(
        all.subList(0, TRAINING),
        all.subList(TRAINING, TRAINING + VALIDATION),
        all.subList(TRAINING + VALIDATION, all.size()));
  }

  /** Writes the three files into {@code folder}. */
  void write(Path folder) throws IOException {
    write(folder.resolve("support-tickets-train.jsonl"), training);
    write(folder.resolve("support-tickets-valid.jsonl"), validation);
    write(folder.resolve("support-tickets-test.jsonl"), test);
  }

  private static void write(Path file, List<Conversation> conversations) throws IOException {
    Files.write(file, conversations.stream().map(Conversation::toJson).toList());
  }
}
