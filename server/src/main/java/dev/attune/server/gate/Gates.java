package dev.attune.server.gate;

import dev.attune.platform.keys.Keys;
import java.util.List;
import java.util.Set;

/** All gates in their order. */
public final class Gates {
  private Gates() {}

  public static List<Gate> of(Keys keys, Set<String> allowedHosts) {
    return List.of(
        new HeaderGate(),
        new HostGate(allowedHosts),
        new OriginGate(),
        new KeyGate(keys),
        new UrlGate());
  }
}
