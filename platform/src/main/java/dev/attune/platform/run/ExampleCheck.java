package dev.attune.platform.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@link FileCheck} by the model's own template and tokenizer. */
public final class ExampleCheck implements FileCheck {
  @Override
  public Result check(Path modelDirectory, Path file, Role role, @Nullable Integer cutAt) {
    throw new UnsupportedOperationException("Until the examples' reader is there");
  }
}
