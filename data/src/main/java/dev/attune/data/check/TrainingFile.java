package dev.attune.data.check;

import dev.attune.data.ModelText;
import dev.attune.data.ModelTextException;
import dev.attune.data.example.Encoding;
import dev.attune.data.example.ExampleEncoder;
import dev.attune.data.example.ExampleException;
import dev.attune.data.example.ExampleReader;
import dev.attune.data.example.LineFormat;
import dev.attune.data.example.TrainingLine;
import dev.attune.data.lines.LineException;
import dev.attune.data.lines.ReadListener;
import java.nio.file.Path;

/** A file of examples as a model sees it. */
public final class TrainingFile {
  private final Path path;
  private final FileRole role;
  private final LineFormat format;
  private final ExampleLimits limits;
  private final ExampleEncoder encoder;

  public TrainingFile(
      Path path, FileRole role, LineFormat format, ModelText model, ExampleLimits limits) {
    this.path = path;
    this.role = role;
    this.format = format;
    this.limits = limits;
    this.encoder = new ExampleEncoder(model, limits.cutAt());
  }

  /** Takes the examples in order. */
  @FunctionalInterface
  public interface EncodingSink {
    /**
     * Takes one example.
     *
     * @param line where it stands, counted from 1
     */
    void accept(long line, Encoding encoding);
  }

  /**
   * Encodes every example in order; memory does not grow with the file.
   *
   * @throws TrainingFileException names the first example that cannot be used, or says that there
   *     are too few
   */
  public void encode(EncodingSink sink, ReadListener listener) {
    Count count = new Count();
    try {
      ExampleReader.read(
          path,
          format,
          example -> {
            sink.accept(example.line(), encode(example));
            count.examples++;
          },
          listener);
    } catch (LineException e) {
      throw role.invalid("Invalid file format. " + e.getMessage(), e);
    }
    role.checkCount(count.examples);
  }

  private static final class Count {
    private long examples;
  }

  private Encoding encode(TrainingLine example) {
    Encoding encoding;
    try {
      encoding = encoder.encode(example);
    } catch (ExampleException | ModelTextException e) {
      throw role.invalid("Example %d: %s".formatted(example.line(), e.getMessage()), e);
    }
    if (limits.forbid(encoding.tokens())) {
      throw role.invalid(
          "Example %d has %d tokens, but the model's context is %d. Shorten it, or set attune.max_sequence_length, which cuts longer examples at their end."
              .formatted(example.line(), encoding.tokens(), limits.context()),
          null);
    }
    return encoding;
  }
}
