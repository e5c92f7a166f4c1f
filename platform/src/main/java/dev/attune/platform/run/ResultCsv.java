package dev.attune.platform.run;

import dev.attune.platform.jobs.StepMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The result file of a job, with OpenAI's columns; what was not measured is left empty. */
final class ResultCsv {
  static final String FILENAME = "step_metrics.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader(
              "step", "train_loss", "train_accuracy", "valid_loss", "valid_mean_token_accuracy")
          .setRecordSeparator('\n')
          .get();

  private ResultCsv() {}

  /** Writes one row a step; {@code out} stays open. */
  static void write(List<StepMetrics> steps, OutputStream out) {
    try {
      CSVPrinter printer =
          new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
      for (StepMetrics step : steps) {
        printer.printRecord(
            step.step(),
            number(step.trainLoss()),
            number(step.trainMeanTokenAccuracy()),
            number(step.validLoss()),
            number(step.validMeanTokenAccuracy()));
      }
      printer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.5f", value);
  }
}
