package dev.attune.worker;

import dev.attune.protocol.ModelCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Stands where the real check would: refuses a directory without {@code config.json}. */
public final class ModelCheckMain {
  private ModelCheckMain() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    if (Files.exists(directory.resolve("crash"))) {
      Runtime.getRuntime().halt(134);
    }
    ModelCheck check =
        Files.exists(directory.resolve("config.json"))
            ? new ModelCheck.Usable(
                "llama", 1000, 64, 2, 512, 256, "F32", List.of("q_proj", "v_proj"))
            : new ModelCheck.Refused("invalid_model", directory + " has no config.json");
    System.out.print(check.toLine());
  }
}
