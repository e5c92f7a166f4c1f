package dev.attune.server.pages;

import java.util.List;

/**
 * Two models side by side.
 *
 * @param left the model that is chosen on the left, as is {@code right} on the right
 */
public record PlaygroundPage(Frame frame, List<String> models, String left, String right) {
  public PlaygroundPage {
    models = List.copyOf(models);
  }
}
