package dev.attune.data.check;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a job wants a file for, in the words that its errors use. */
public enum FileRole {
  /** Learnt from. */
  TRAINING("training", 10),
  /** Measured with. */
  VALIDATION("validation", 1);

  private final String word;
  private final int fewestExamples;

  FileRole(String word, int fewestExamples) {
    this.word = word;
    this.fewestExamples = fewestExamples;
  }

  /** The job's parameter that names the file. */
  public String param() {
    return word + "_file";
  }

  /** Refuses a file with too few examples. */
  void checkCount(long examples) {
    if (examples < fewestExamples) {
      throw new TrainingFileException(
          "invalid_n_examples",
          this,
          "%s%s file has %d example(s), but must have at least %d example%s"
              .formatted(
                  word.substring(0, 1).toUpperCase(Locale.ROOT),
                  word.substring(1),
                  examples,
                  fewestExamples,
                  fewestExamples == 1 ? "" : "s"),
          null);
    }
  }

  /** A file that is not as it must be; {@code why} is one sentence or more. */
  TrainingFileException invalid(String why, @Nullable Throwable cause) {
    return new TrainingFileException(
        "invalid_%s_file".formatted(word),
        this,
        "The job failed due to an invalid %s file. %s".formatted(word, why),
        cause);
  }
}
