package dev.attune.benchmarks;

import dev.attune.torch.WeightFormat;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Speed of the engine that samples, beside that of llama.cpp on the same weights. */
record DecodingTable(Setting setting) implements Measurement {
  private static final int TOKENS = 96;
  private static final int AT_ONCE = 8;

  @Override
  public void print() throws IOException {
    Table table =
        new Table(
            "Decoding, greedy",
            "tokens/s",
            "weights read, share of the bandwidth",
            "peak memory",
            "llama.cpp",
            "speed");
    for (LlamaSize size : LlamaSize.values()) {
      for (WeightFormat format : WeightFormat.values()) {
        row(table, size, format, new Load(1, 0));
        row(table, size, format, new Load(AT_ONCE, 0));
        row(table, size, format, new Load(AT_ONCE, AT_ONCE));
      }
    }
  }

  /** Sequences at once, and adapters that they take turns with. */
  private record Load(int sequences, int adapters) {
    @Override
    public String toString() {
      String what = "%d at once".formatted(sequences);
      return adapters == 0 ? what : "%s, %d adapters".formatted(what, adapters);
    }
  }

  private void row(Table table, LlamaSize size, WeightFormat format, Load load) throws IOException {
    List<String> ours = ours(size, format, load);
    double rate = Double.parseDouble(ours.getFirst());
    List<String> cells = new ArrayList<>(List.of("%,.0f".formatted(rate)));
    cells.addAll(ours.subList(1, ours.size()));
    boolean both = format == WeightFormat.F32 && load.sequences() == 1;
    cells.addAll(both ? beside(size, rate) : List.of("", ""));
    table.row("%s %s, %s".formatted(size.title, format, load), cells);
  }

  private List<String> ours(LlamaSize size, WeightFormat format, Load load) throws IOException {
    return new ChildProcess(DecodeSpeed.class)
        .run(
            size.name(),
            setting.model(size).toString(),
            String.valueOf(load.sequences()),
            String.valueOf(TOKENS),
            String.valueOf(setting.threads()),
            format.name(),
            String.valueOf(load.adapters()));
  }

  private List<String> beside(LlamaSize size, double rate) throws IOException {
    if (setting.llamaBench().isEmpty()) {
      return List.of(Table.NOT_RUN, "");
    }
    double peer = tokensPerSecond(setting.llamaBench().get(), gguf(size));
    return List.of("%,.0f tokens/s".formatted(peer), "%.2f ×".formatted(rate / peer));
  }

  private Path gguf(LlamaSize size) throws IOException {
    Path model = setting.model(size);
    Path file = model.resolveSibling(size.name().toLowerCase(Locale.ROOT) + "-f32.gguf");
    return Files.exists(file) ? file : F32Gguf.write(size, model, file);
  }

  /** Of one sequence, behind an empty prompt. */
  private double tokensPerSecond(Peer llamaBench, Path gguf) {
    String tests =
        llamaBench.output(
            "-m", gguf, "-p", 0, "-n", TOKENS, "-t", setting.threads(), "-ngl", 0, "-o", "json");
    return WireJson.mapper().readTree(tests).get(0).get("avg_ts").asDouble();
  }
}
