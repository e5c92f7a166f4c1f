package dev.attune.worker;

import dev.attune.protocol.ExportReport;
import dev.attune.protocol.ExportSpec;
import dev.attune.torch.Torch;
import dev.attune.worker.export.Export;
import dev.attune.worker.export.Refusals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Exports one model: reads an {@link ExportSpec} on standard input and prints {@link
 * ExportReport}s. It ends without an export when its input ends first, which is when whoever
 * started it has died or does not want it any more.
 */
public final class ExportMain {
  private ExportMain() {}

  /** Takes no arguments, since these are for all users of the machine to see. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    if (line == null) {
      return;
    }
    Thread exporting = Thread.currentThread();
    Thread.ofPlatform().daemon().start(() -> interruptAtEnd(in, exporting));
    run(ExportSpec.parse(line), ExportMain::print);
    System.exit(0); // whoever waits for input must not keep the process alive
  }

  static void run(ExportSpec spec, Consumer<ExportReport> out) {
    try {
      Torch.enterThread(spec.threads());
      new Export(spec, out).run();
    } catch (IOException | RuntimeException e) {
      out.accept(Refusals.of(e));
    }
  }

  /** Writing to a file breaks off when its thread is interrupted, and the unfinished is removed. */
  private static void interruptAtEnd(BufferedReader in, Thread exporting) {
    try {
      while (in.readLine() != null) {
        // Nothing more is expected; the end is.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    exporting.interrupt();
  }

  private static synchronized void print(ExportReport report) {
    System.out.print(report.toLine());
    System.out.flush();
  }
}
