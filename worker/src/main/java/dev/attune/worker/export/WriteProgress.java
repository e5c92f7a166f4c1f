package dev.attune.worker.export;

import dev.attune.protocol.ExportReport;
import java.util.function.Consumer;

/** Tells how many bytes are written, at most a hundred times. */
final class WriteProgress {
  private static final String STAGE = "writing";
  private static final int PARTS = 100;

  private final long total;
  private final Consumer<ExportReport> out;
  private long done;

  WriteProgress(long total, Consumer<ExportReport> out) {
    this.total = total;
    this.out = out;
    out.accept(new ExportReport.Progress(STAGE, 0, total));
  }

  /** So many bytes more. */
  void wrote(long bytes) {
    long before = part();
    done += bytes;
    if (part() > before) {
      out.accept(new ExportReport.Progress(STAGE, done, total));
    }
  }

  private long part() {
    return total == 0 ? PARTS : done * PARTS / total;
  }
}
