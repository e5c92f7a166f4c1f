package dev.attune.model;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ModelException;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.SafetensorsHeader;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether weight files hold just the parameters that {@code config.json} asks for. Needs no native
 * library.
 */
public final class WeightCheck {
  private static final Set<String> LOADABLE = Set.of("F32", "F16", "BF16");

  private WeightCheck() {}

  /**
   * Compares names, shapes and types.
   *
   * @param entries by tensor name
   * @throws ModelException names the first tensor that is wrong
   */
  public static void check(CausalLm model, Map<String, SafetensorsHeader.Entry> entries) {
    Set<String> unknown = new HashSet<>(entries.keySet());
    for (Parameter parameter : model.parameters()) {
      Parameter.Slice slice = parameter.storedIn(entries.keySet());
      check(slice, entries);
      unknown.remove(slice.tensor());
    }
    unknown.removeIf(WeightCheck::isHarmless);
    if (!unknown.isEmpty()) {
      throw new ModelException(
          "The weights have tensor '%s', which is no part of the model in config.json. The files do not belong together, or this variant is not supported."
              .formatted(unknown.iterator().next()));
    }
  }

  private static void check(Parameter.Slice slice, Map<String, SafetensorsHeader.Entry> entries) {
    String name = slice.tensor();
    SafetensorsHeader.Entry entry = entries.get(name);
    if (entry == null) {
      throw new ModelException(
          "The weights lack tensor '%s'. Download the model again.".formatted(name));
    }
    if (!entry.shape().equals(slice.shape())) {
      throw new ModelException(
          "Tensor '%s' has shape %s, but config.json asks for %s. The files do not belong together."
              .formatted(name, entry.shape(), slice.shape()));
    }
    if (!LOADABLE.contains(entry.dtype())) {
      throw new ModelException(
          "Tensor '%s' has type %s. Convert the model to F32, F16 or BF16."
              .formatted(name, entry.dtype()));
    }
  }

  /**
   * Old files carry tables that are computed anyway, and some carry the head again that is tied to
   * the embedding.
   */
  private static boolean isHarmless(String name) {
    return name.endsWith("rotary_emb.inv_freq") || name.equals("lm_head.weight");
  }
}
