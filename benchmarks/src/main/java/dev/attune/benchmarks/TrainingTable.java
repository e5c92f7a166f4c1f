package dev.attune.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Speed and memory of the training loop, beside those of transformers and PEFT. */
record TrainingTable(Setting setting) implements Measurement {
  private static final int STEPS = 6;
  private static final int PEER_STEPS = 4;
  private static final List<TrainingShape> SHAPES =
      List.of(new TrainingShape(4, 256), new TrainingShape(8, 512));

  @Override
  public void print() throws IOException {
    Table table =
        new Table(
            "Training",
            "tokens/s",
            "share of the GEMM peak",
            "peak memory",
            "transformers + PEFT",
            "speed",
            "memory");
    for (LlamaSize size : LlamaSize.values()) {
      for (TrainingShape shape : SHAPES) {
        for (String tuning : List.of("lora", "full")) {
          table.row("%s, %s, %s".formatted(size.title, tuning, shape), cells(size, shape, tuning));
        }
      }
    }
  }

  private List<String> cells(LlamaSize size, TrainingShape shape, String tuning)
      throws IOException {
    List<String> ours =
        new ChildProcess(TrainingSpeed.class)
            .run(
                size.name(),
                setting.model(size).toString(),
                tuning,
                String.valueOf(setting.threads()),
                String.valueOf(STEPS),
                String.valueOf(shape.batch()),
                String.valueOf(shape.sequence()));
    double rate = Double.parseDouble(ours.get(0));
    double memory = Double.parseDouble(ours.get(2));
    List<String> cells =
        new ArrayList<>(
            List.of("%,.0f".formatted(rate), ours.get(1), "%,.0f MB".formatted(memory / 1e6)));
    cells.addAll(
        setting.python().isEmpty()
            ? List.of(Table.NOT_RUN, "", "")
            : beside(peer(setting.python().get(), size, shape, tuning), rate, memory));
    return cells;
  }

  /** Tokens a second and bytes. */
  private List<Double> peer(Peer python, LlamaSize size, TrainingShape shape, String tuning)
      throws IOException {
    return python.script(
        "train.py",
        setting.model(size),
        tuning,
        shape.batch(),
        shape.sequence(),
        PEER_STEPS,
        setting.threads());
  }

  private static List<String> beside(List<Double> peer, double rate, double memory) {
    return List.of(
        "%,.0f tokens/s, %,.0f MB".formatted(peer.get(0), peer.get(1) / 1e6),
        "%.2f ×".formatted(rate / peer.get(0)),
        "%.2f ×".formatted(memory / peer.get(1)));
  }
}
