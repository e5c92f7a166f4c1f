package dev.attune.platform.run;

import dev.attune.data.ControlTokens;
import dev.attune.data.ModelText;
import dev.attune.data.check.ExampleLimits;
import dev.attune.data.check.FileRole;
import dev.attune.data.check.TrainingFile;
import dev.attune.data.check.TrainingFileCheck;
import dev.attune.data.check.TrainingFileException;
import dev.attune.data.example.LineFormat;
import dev.attune.data.failure.DataException;
import dev.attune.platform.jobs.JobError;

/** {@link FileCheck} by the model's own template and tokenizer. */
public final class ExampleCheck implements FileCheck {
  @Override
  public Result check(Learner learner, ReadFile file, Role role) {
    try (ModelText model = ModelText.load(learner.directory(), controls(learner))) {
      TrainingFileCheck checked =
          TrainingFileCheck.run(
              new TrainingFile(
                  file.content(),
                  switch (role) {
                    case TRAINING -> FileRole.TRAINING;
                    case VALIDATION -> FileRole.VALIDATION;
                  },
                  format(learner),
                  model,
                  new ExampleLimits(learner.context(), learner.cutAt())),
              file::read);
      return new Result.Usable(checked.lengths(), checked.lossTokens(), checked.warnings());
    } catch (TrainingFileException e) {
      return new Result.Refused(new JobError(e.code(), message(e), e.param()));
    } catch (DataException e) {
      return new Result.Refused(new JobError("invalid_model", message(e), "model"));
    }
  }

  static LineFormat format(Learner learner) {
    return switch (learner.method()) {
      case SUPERVISED -> LineFormat.SUPERVISED;
      case DPO -> LineFormat.PREFERENCE;
    };
  }

  static ControlTokens controls(Learner learner) {
    return switch (learner.controlTokens()) {
      case RECOGNIZED -> ControlTokens.RECOGNIZED;
      case PLAIN -> ControlTokens.PLAIN;
    };
  }

  private static String message(DataException e) {
    return String.valueOf(e.getMessage());
  }
}
