package dev.attune.server.pages;

import java.util.List;

/**
 * The form for a new job.
 *
 * @param models that can be tuned
 * @param files that can be learnt from
 * @param from what the form begins with
 * @param baseUrl where programs find the API, for the code that is shown
 */
public record NewJobPage(
    Frame frame, List<String> models, List<FileRow> files, Beginning from, String baseUrl) {
  public NewJobPage {
    models = List.copyOf(models);
    files = List.copyOf(files);
  }

  /** Values of another job, or none; all as they are typed. */
  public record Beginning(
      String model,
      String method,
      String trainingFile,
      String validationFile,
      String suffix,
      String epochs,
      String batchSize,
      String multiplier,
      String beta,
      String rank,
      String seed) {
    /** A form in which only the model is chosen. */
    static Beginning with(String model) {
      return new Beginning(model, "supervised", "", "", "", "", "", "", "", "", "");
    }
  }
}
