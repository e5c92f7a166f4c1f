package dev.attune.platform.run;

import dev.attune.data.ModelText;
import dev.attune.data.check.FileRole;
import dev.attune.data.check.TrainingFileException;
import dev.attune.data.failure.DataException;
import dev.attune.data.report.FileReport;
import dev.attune.data.report.SeenExamples;
import dev.attune.data.report.ShownExample;
import dev.attune.platform.failure.PlatformException;
import dev.attune.wire.finetuning.FilesReport;
import java.util.Optional;

/** {@link FileReporter} by the model's own template and tokenizer. */
public final class ExampleReport implements FileReporter {
  @Override
  public FilesReport report(
      String name, FileCheck.Learner learner, ReadFile training, Optional<ReadFile> validation) {
    try (ModelText model = ModelText.load(learner.directory(), ExampleCheck.controls(learner))) {
      FileReport.Reader reader =
          new FileReport.Reader(
              ExampleCheck.format(learner), model, learner.context(), new SeenExamples());
      FileReport first =
          FileReport.of(training.content(), FileRole.TRAINING, reader, training::read);
      Optional<FileReport> second =
          validation.map(
              file -> FileReport.of(file.content(), FileRole.VALIDATION, reader, file::read));
      return new FilesReport(
          name, learner.context(), json(first), second.map(ExampleReport::json).orElse(null));
    } catch (TrainingFileException e) {
      throw PlatformException.invalid(e.param(), String.valueOf(e.getMessage()));
    } catch (DataException e) {
      throw PlatformException.invalid("model", String.valueOf(e.getMessage()));
    }
  }

  private static FilesReport.Contents json(FileReport report) {
    return new FilesReport.Contents(
        report.examples(),
        report.tokens(),
        report.lossTokens(),
        report.longest(),
        report.lengths().stream()
            .map(bar -> new FilesReport.Bar(bar.upTo(), bar.examples()))
            .toList(),
        json(report.tooLong()),
        json(report.doubles()),
        report.shown().stream().map(ExampleReport::json).toList(),
        report.warnings());
  }

  private static FilesReport.Lines json(FileReport.Lines lines) {
    return new FilesReport.Lines(lines.count(), lines.first());
  }

  private static FilesReport.Shown json(ShownExample example) {
    return new FilesReport.Shown(
        example.line(),
        example.texts().stream()
            .map(text ->
                text.stream()
                    .map(piece -> new FilesReport.Piece(piece.text(), piece.learnt()))
                    .toList())
            .toList());
  }
}
