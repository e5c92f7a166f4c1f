package dev.attune.worker.export;

import dev.attune.data.failure.DataException;
import dev.attune.model.decoder.ModelException;
import dev.attune.protocol.ExportReport.Refused;
import dev.attune.torch.TorchException;
import dev.attune.worker.export.source.ExportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What is said of an export that failed. */
public final class Refusals {
  private Refusals() {}

  /** One sentence for a failure; one that nobody foresaw is thrown on. */
  public static Refused of(Exception failure) {
    if (isInterrupted(failure)) {
      return new Refused("cancelled", "The export was cancelled. Nothing was left behind.");
    }
    return switch (failure) {
      case ExportException known -> new Refused(known.code(), message(known));
      case ModelException known -> new Refused("invalid_model", message(known));
      case TorchException known -> new Refused("invalid_model", message(known));
      case DataException known -> new Refused("invalid_model", message(known));
      case UncheckedIOException wrapped -> of(Objects.requireNonNull(wrapped.getCause()));
      case IOException io when isFull(io) ->
          new Refused(
              "storage_full",
              "The disk is full. Nothing was left behind; free some space and export again.");
      case IOException io -> new Refused("write_failed", "The export failed: " + message(io));
      case RuntimeException unforeseen -> throw unforeseen;
      default -> throw new IllegalStateException(failure);
    };
  }

  private static boolean isInterrupted(Exception failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(ClosedByInterruptException.class::isInstance);
  }

  private static boolean isFull(IOException failure) {
    String message = message(failure).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota exceeded");
  }

  private static String message(Exception failure) {
    return String.valueOf(failure.getMessage());
  }
}
