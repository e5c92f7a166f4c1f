package dev.attune.model.layer;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Low-rank changes of some linear modules of one model, trained and used together. */
public final class LoraAdapter {
  private final IdentityHashMap<Linear, Lora> byLinear = new IdentityHashMap<>();
  private final List<Linear> linears = new ArrayList<>();

  /** Puts {@code lora} on {@code linear}. */
  public void put(Linear linear, Lora lora) {
    byLinear.put(linear, lora);
    linears.add(linear);
  }

  /** The change of a module, or null when this adapter leaves it as it is. */
  public @Nullable Lora find(Linear linear) {
    return byLinear.get(linear);
  }

  /** The changed modules, in order. */
  public List<Linear> linears() {
    return List.copyOf(linears);
  }

  /** A and B of each changed module, in order. */
  public List<Parameter> parameters() {
    return linears.stream()
        .map(byLinear::get)
        .flatMap(lora -> Stream.of(lora.a(), lora.b()))
        .toList();
  }
}
