package dev.attune.server.pages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's folder says of its licence: the head of its {@code README.md}, as the Hugging Face
 * hub has it (https://huggingface.co/docs/hub/model-cards), else the first line of {@code LICENSE}.
 */
final class Licence {
  private static final int MOST = 64 << 10;
  private static final int LONGEST = 80;
  private static final Pattern OF_A_CARD =
      Pattern.compile("^license:[ \\t]*([\\w.+-]{1,80})[ \\t]*$", Pattern.MULTILINE);

  private Licence() {}

  static String of(Path model) {
    return card(model)
        .or(() -> firstLine(model.resolve("LICENSE")))
        .or(() -> firstLine(model.resolve("LICENSE.txt")))
        .orElse("not said");
  }

  private static Optional<String> card(Path model) {
    String text = read(model.resolve("README.md"));
    int end = text.startsWith("---") ? text.indexOf("\n---", 3) : -1;
    Matcher licence = OF_A_CARD.matcher(end < 0 ? "" : text.substring(0, end));
    return licence.find() ? Optional.of(licence.group(1)) : Optional.empty();
  }

  private static Optional<String> firstLine(Path file) {
    return read(file)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
    } catch (IOException none) {
      return "";
    }
  }
}
