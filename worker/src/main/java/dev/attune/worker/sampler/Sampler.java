package dev.attune.worker.sampler;

import com.sun.management.OperatingSystemMXBean;
import dev.attune.data.ModelText;
import dev.attune.inference.Engine;
import dev.attune.model.LoadListener;
import dev.attune.model.LoadedModel;
import dev.attune.model.decoder.CausalLm;
import dev.attune.protocol.SamplerSpec;
import dev.attune.torch.WeightFormat;
import dev.attune.worker.spec.TextSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.zip.CRC32;

/** A base model that is served with its adapters, from loading to closing. */
public final class Sampler implements AutoCloseable {
  private static final int PROMPT_TOKENS = 256;
  private static final double CACHE_SHARE = 0.25;

  private final LoadedModel loaded;
  private final ModelText text;
  private final Engine engine;
  private final SamplerServer server;

  /** Loads the model and begins to serve. */
  public Sampler(SamplerSpec spec, LoadListener listener) throws IOException {
    Path directory = Path.of(spec.directory());
    text = ModelText.load(directory, TextSpec.controlTokens(spec.controlTokens()));
    loaded = LoadedModel.loadForSampling(directory, format(spec.weights()), listener);
    CausalLm model = loaded.model();
    engine =
        new Engine(
            model,
            new Engine.Limits(spec.maxSequences(), cacheBytes(), PROMPT_TOKENS, spec.threads()));
    ServedModels models = new ServedModels(model, spec.model());
    ChatModel chat = new ChatModel(engine, text, models, model.shape());
    ChatCompletions completions =
        new ChatCompletions(chat, fingerprint(directory, spec), InstantSource.system());
    server = new SamplerServer(completions, models, spec.token());
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    engine.close();
    text.close();
    loaded.close();
  }

  /** Keys and values may take a quarter of the machine. */
  private static long cacheBytes() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return (long) (CACHE_SHARE * system.getTotalMemorySize());
  }

  private static WeightFormat format(SamplerSpec.Weights weights) {
    return switch (weights) {
      case F32 -> WeightFormat.F32;
      case BF16 -> WeightFormat.BF16;
      case INT8 -> WeightFormat.INT8;
    };
  }

  /** The numbers depend on the model and on how its weights are kept. */
  private static String fingerprint(Path directory, SamplerSpec spec) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(Files.readAllBytes(directory.resolve("config.json")));
    crc.update(spec.model().getBytes(StandardCharsets.UTF_8));
    crc.update(spec.weights().name().getBytes(StandardCharsets.UTF_8));
    return "fp_%08x".formatted(crc.getValue());
  }
}
