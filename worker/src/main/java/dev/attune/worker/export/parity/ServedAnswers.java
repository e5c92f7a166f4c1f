package dev.attune.worker.export.parity;

import java.util.ArrayList;
import java.util.List;

/** What the served model said, kept until the exported one is asked the same. */
public final class ServedAnswers implements AutoCloseable {
  private final Probe probe;
  private final List<ServedAnswer> answers = new ArrayList<>();

  /** Asks the model. */
  public ServedAnswers(AskedModel model, Probe probe) {
    this.probe = probe;
    List<int[]> continuations = model.continuations(probe);
    for (int i = 0; i < continuations.size(); i++) {
      answers.add(ServedAnswer.of(model, probe.prompts().get(i), continuations.get(i)));
    }
  }

  Probe probe() {
    return probe;
  }

  List<ServedAnswer> answers() {
    return answers;
  }

  @Override
  public void close() {
    answers.forEach(ServedAnswer::close);
  }
}
