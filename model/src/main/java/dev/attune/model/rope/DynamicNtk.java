package dev.attune.model.rope;

import dev.attune.model.layer.Rotation;
import java.util.List;

/**
 * Frequencies that slow down as a sequence grows beyond the context that the model was trained on:
 * θ' = θ·(factor·length/context − (factor − 1))^(d/(d−2)) (https://arxiv.org/abs/2309.00071,
 * section 3.3).
 *
 * @param features d
 * @param context longest sequence that is rotated by θ itself
 */
public record DynamicNtk(double theta, int features, double factor, int context)
    implements Rotation {
  @Override
  public List<Float> frequencies(int length) {
    double stretch = factor * Math.max(length, context) / context - (factor - 1);
    double exponent = features / (features - 2.0);
    return Frequencies.plainList(theta * Math.pow(stretch, exponent), features);
  }

  @Override
  public int changesAfter() {
    return context;
  }
}
