package dev.attune.model.decoder;

import dev.attune.model.layer.Activation;
import dev.attune.model.layer.Expert;
import dev.attune.model.layer.GatedExpert;
import dev.attune.model.layer.Parameter;
import dev.attune.model.layer.Parameters;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Experts that are published one by one, as {@code experts.0.gate_proj.weight} and so on. Newer
 * files may fuse those of a layer: {@code mlp.experts.gate_up_proj} (experts, gate | up, hidden)
 * and {@code mlp.experts.down_proj} (experts, hidden, intermediate).
 *
 * @param experts how many a layer has
 */
public record GatedExperts(
    int experts, long hiddenSize, long intermediateSize, Activation activation) {

  /** What a family calls the matrices of an expert. */
  public record Names(String gate, String up, String down) {}

  /** Declares the experts of a layer, whose parameters begin with {@code block}. */
  public List<Expert> declare(Parameters layer, Parameters block, Names names) {
    Parameters fused = layer.at("mlp.experts");
    return IntStream.range(0, experts)
        .<Expert>mapToObj(i -> expert(block.at("experts." + i), names, fused, i))
        .toList();
  }

  private Expert expert(Parameters own, Names names, Parameters fused, int index) {
    long in = hiddenSize;
    long inner = intermediateSize;
    String gateUp = fused.nameOf("gate_up_proj");
    List<Long> gateUpShape = List.of((long) experts, 2 * inner, in);
    List<Long> downShape = List.of((long) experts, in, inner);
    long start = 2L * index * inner * in;
    return new GatedExpert(
        own.matrix(
            names.gate() + ".weight", inner, in, new Parameter.Slice(gateUp, gateUpShape, start)),
        own.matrix(
            names.up() + ".weight",
            inner,
            in,
            new Parameter.Slice(gateUp, gateUpShape, start + inner * in)),
        own.matrix(
            names.down() + ".weight",
            in,
            inner,
            new Parameter.Slice(fused.nameOf("down_proj"), downShape, (long) index * in * inner)),
        activation);
  }
}
