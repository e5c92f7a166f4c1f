package dev.attune.platform.models;

import dev.attune.protocol.ModelCheck;
import java.nio.file.Path;

/** Looks into a model directory, in a process of its own. */
@FunctionalInterface
public interface ModelInspector {
  ModelCheck inspect(Path directory);
}
