package dev.attune.inference;

import dev.attune.model.LoadedModel;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.Decoder;
import dev.attune.model.layer.Activation;
import dev.attune.model.layer.AttentionShape;
import dev.attune.model.layer.DecoderLayer;
import dev.attune.model.layer.Footprint;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Pass;
import dev.attune.model.layer.RotaryEmbedding;
import dev.attune.model.layer.SelfAttention;
import dev.attune.torch.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A reference model of family llama that counts the rows which go through it, step by step. */
final class CountedModel implements AutoCloseable {
  private final LoadedModel weights;
  private final CausalLm model;
  private final List<Long> rows = new CopyOnWriteArrayList<>();

  CountedModel(String name) {
    Path folder = Golden.folder(name);
    weights = LoadedModel.load(folder);
    model = build(ConfigJson.read(folder));
    Map<String, Parameter> bound =
        weights.model().parameters().stream()
            .collect(Collectors.toMap(Parameter::name, Function.identity()));
    for (Parameter parameter : model.parameters()) {
      Parameter same = Objects.requireNonNull(bound.get(parameter.name()));
      parameter.bind(same.value(), same.shape().size() == 2 ? same.transposed() : null);
    }
  }

  CausalLm model() {
    return model;
  }

  /** Rows of each step since the last call. */
  List<Long> takeRows() {
    List<Long> taken = List.copyOf(rows);
    rows.clear();
    return taken;
  }

  /** All rows since the last call. */
  long takeAllRows() {
    return takeRows().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    weights.close();
  }

  private CausalLm build(ConfigJson config) {
    Decoder decoder = Decoder.of(config);
    RotaryEmbedding rotary = decoder.rotary();
    AttentionShape attention = decoder.attention(AttentionShape.UNBOUNDED);
    return decoder.build(
        rotary,
        (layer, index) -> {
          SelfAttention.Design design =
              new SelfAttention.Design(index, attention, rotary, false, false, null);
          DecoderLayer real =
              decoder.preNormLayer(
                  layer,
                  decoder.selfAttention(layer, design),
                  decoder.gatedMlp(layer, Activation.SILU, false));
          return index == 0 ? counting(real) : real;
        });
  }

  private DecoderLayer counting(DecoderLayer real) {
    return new DecoderLayer() {
      @Override
      public Result forward(Tensor x, Pass pass) {
        rows.add(x.size(0));
        return real.forward(x, pass);
      }

      @Override
      public Footprint footprint(Footprint.Load load) {
        return real.footprint(load);
      }
    };
  }
}
