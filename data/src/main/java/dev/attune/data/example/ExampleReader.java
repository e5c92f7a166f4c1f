package dev.attune.data.example;

import dev.attune.data.lines.JsonLine;
import dev.attune.data.lines.LineSplitter;
import dev.attune.data.lines.ReadListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads the examples of a file one by one; memory does not grow with the file. */
public final class ExampleReader {
  private static final int CHUNK = 1 << 16;

  private ExampleReader() {}

  /**
   * Hands out every example in order.
   *
   * @throws dev.attune.data.lines.LineException names the first line that is no example
   */
  public static void read(
      Path file, LineFormat format, Consumer<TrainingLine> sink, ReadListener listener) {
    LineSplitter splitter =
        new LineSplitter((number, bytes) ->
            sink.accept(ExampleJson.read(number, JsonLine.parse(number, bytes), format)));
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      long bytes = 0;
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        splitter.accept(chunk, 0, count);
        bytes += count;
        listener.read(bytes);
      }
      splitter.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
