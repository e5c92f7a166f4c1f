package dev.attune.cli.backup;

import java.io.Writer;
import java.util.function.Consumer;

/** Hands each line on as soon as it is written. */
final class EachLine extends Writer {
  private final Consumer<String> listener;
  private final StringBuilder line = new StringBuilder();

  EachLine(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (text[i] == '\n') {
        listener.accept(line.toString().strip());
        line.setLength(0);
      } else {
        line.append(text[i]);
      }
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
