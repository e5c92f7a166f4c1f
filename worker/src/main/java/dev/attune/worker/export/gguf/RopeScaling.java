package dev.attune.worker.export.gguf;

import dev.attune.model.decoder.ConfigJson;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.worker.export.source.ExportException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How positions become angles: θ, and what slows the angles down.
 *
 * @param theta base of the frequencies
 * @param type as the configuration spells it
 * @param scaling the configuration of the type
 */
record RopeScaling(double theta, String type, Optional<ConfigJson> scaling) {
  private static final double DEFAULT_THETA = 10_000;

  static RopeScaling of(ConfigJson config) {
    Optional<ConfigJson> parameters = config.object("rope_parameters");
    Optional<ConfigJson> scaling = parameters.or(() -> config.object("rope_scaling"));
    double theta =
        parameters
            .flatMap(rope -> rope.optionalNumber("rope_theta"))
            .orElseGet(() -> config.number("rope_theta", DEFAULT_THETA));
    String type =
        scaling
            .flatMap(rope -> rope.string("rope_type").or(() -> rope.string("type")))
            .orElse("default");
    return new RopeScaling(theta, type, scaling).checked(config);
  }

  /** What the header says of it, by the last part of the name. */
  Map<String, GgufValue> values() {
    Map<String, GgufValue> values = new LinkedHashMap<>();
    values.put("rope.freq_base", new GgufValue.Real((float) theta));
    if (type.equals("linear")) {
      values.put("rope.scaling.type", new GgufValue.Text("linear"));
      values.put("rope.scaling.factor", new GgufValue.Real((float) number("factor", 1)));
    }
    return values;
  }

  /** What each frequency is divided by, for the type that llama.cpp is given as a table. */
  Optional<List<Float>> factors(int headDim) {
    if (!type.equals("llama3")) {
      return Optional.empty();
    }
    List<Float> factors = new ArrayList<>();
    for (int i = 0; i < headDim; i += 2) {
      factors.add((float) factor(Math.pow(theta, -(double) i / headDim)));
    }
    return Optional.of(factors);
  }

  static Tensor tensor(List<Float> factors) {
    float[] numbers = new float[factors.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = factors.get(i);
    }
    return Tensors.of(numbers);
  }

  /** As transformers' {@code _compute_llama3_parameters}. */
  private double factor(double frequency) {
    double factor = number("factor", 8);
    double low = number("low_freq_factor", 1);
    double high = number("high_freq_factor", 4);
    double original = number("original_max_position_embeddings", 8192);
    double wavelength = 2 * Math.PI / frequency;
    double smooth = Math.clamp((original / wavelength - low) / (high - low), 0, 1);
    return 1 / ((1 - smooth) / factor + smooth);
  }

  private double number(String field, double otherwise) {
    return scaling.map(rope -> rope.number(field, otherwise)).orElse(otherwise);
  }

  private RopeScaling checked(ConfigJson config) {
    boolean hasTable = Architecture.of(config) == Architecture.LLAMA;
    boolean known = List.of("default", "linear").contains(type);
    if (!known && !(hasTable && type.equals("llama3"))) {
      throw ExportException.unsupported(
          "The rope type '%s' of this family cannot be exported as GGUF yet. Export the model as safetensors."
              .formatted(type));
    }
    return this;
  }
}
