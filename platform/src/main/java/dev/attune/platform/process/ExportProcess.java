package dev.attune.platform.process;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.models.ModelExporter;
import dev.attune.protocol.ExportReport;
import dev.attune.protocol.ExportSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An export as a child process. It ends with this process, since it lives on our end of its input.
 */
public final class ExportProcess implements ModelExporter {
  private static final String MAIN = "dev.attune.worker.ExportMain";
  private static final String LOG = "export.log";

  /** After so long the listener hears the last progress again. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** For removing what it wrote so far. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final WorkerCommand command;
  private final Path logs;

  /** {@code logs} is the folder for what it says of itself. */
  public ExportProcess(WorkerCommand command, Path logs) {
    this.command = command;
    this.logs = logs;
  }

  @Override
  public ExportReport.Exported export(ExportSpec spec, Consumer<ExportReport> listener) {
    try {
      Process process = start();
      try {
        OutputStream in = process.getOutputStream();
        in.write(spec.toLine().getBytes(StandardCharsets.UTF_8));
        in.flush();
        return listen(new OutputLines(process.inputReader(StandardCharsets.UTF_8)), listener);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PlatformException(ErrorCode.WORKER_FAILED, null, "The server is stopping.");
      } finally {
        end(process);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start() throws IOException {
    Files.createDirectories(logs);
    return command
        .process(MAIN, "1g", List.of())
        .redirectError(ProcessBuilder.Redirect.appendTo(logs.resolve(LOG).toFile()))
        .start();
  }

  private static ExportReport.Exported listen(OutputLines lines, Consumer<ExportReport> listener)
      throws InterruptedException {
    ExportReport.Progress progress = new ExportReport.Progress("starting", 0, 1);
    while (true) {
      switch (report(lines, progress)) {
        case ExportReport.Progress further -> {
          progress = further;
          listener.accept(further);
        }
        case ExportReport.Checked checked -> listener.accept(checked);
        case ExportReport.Exported exported -> {
          return exported;
        }
        case ExportReport.Refused refused -> throw refusal(refused);
      }
    }
  }

  /** What is said next, or the last progress where nothing is. */
  private static ExportReport report(OutputLines lines, ExportReport.Progress last)
      throws InterruptedException {
    return switch (lines.next(SILENCE)) {
      case OutputLines.Said.Line(String line) -> ExportReport.parse(line);
      case OutputLines.Said.Nothing _ -> last;
      case OutputLines.Said.End _ -> throw died();
    };
  }

  private static PlatformException died() {
    return new PlatformException(
        ErrorCode.WORKER_FAILED,
        null,
        "The export broke off. Mostly memory is short: the model must fit in it whole, in F32. The server's log folder has its last words, in %s."
            .formatted(LOG));
  }

  private static PlatformException refusal(ExportReport.Refused refused) {
    String message = refused.message();
    return switch (refused.code()) {
      case "invalid_directory" -> PlatformException.invalid("directory", message);
      case "unsupported_export" -> PlatformException.invalid("format", message);
      case "invalid_model" -> PlatformException.invalid("model", message);
      case "storage_full" -> new PlatformException(ErrorCode.STORAGE_FULL, null, message);
      default -> new PlatformException(ErrorCode.WORKER_FAILED, null, message);
    };
  }

  private static void end(Process process) {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
