package dev.attune.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Stands where the real export would: does what the last part of the directory says. */
public final class ExportMain {
  private ExportMain() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Path directory =
        Path.of(JsonMapper.shared().readTree(in.readLine()).path("directory").stringValue());
    String wish = directory.getFileName().toString();
    if (wish.equals("taken")) {
      refuse("invalid_directory", "There is something in it.");
      return;
    }
    System.out.println("{\"type\":\"progress\",\"stage\":\"writing\",\"done\":1,\"total\":2}");
    switch (wish) {
      case "breaks" -> Runtime.getRuntime().halt(134);
      case "full" -> refuse("storage_full", "The disk is full.");
      case "slow" -> {
        in.readLine();
        Files.writeString(directory.resolveSibling("ended"), "told to end");
      }
      default -> succeed(directory);
    }
  }

  private static void succeed(Path directory) {
    System.out.printf(
        """
        {"type":"checked","what":"logits","same":true,"finding":"equal"}
        {"type":"exported","directory":"%s","files":["base"],"bytes":7}
        """,
        directory);
  }

  private static void refuse(String code, String message) {
    System.out.printf("{\"type\":\"refused\",\"code\":\"%s\",\"message\":\"%s\"}%n", code, message);
  }
}
