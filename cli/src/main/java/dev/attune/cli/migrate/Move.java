package dev.attune.cli.migrate;

import com.openai.errors.BadRequestException;
import dev.attune.cli.migrate.Plan.Fate;
import dev.attune.cli.migrate.Plan.PlannedJob;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.ServiceErrors;
import dev.attune.cli.terminal.Terminal;
import java.io.IOException;

/** Makes what is planned, and notes each thing as soon as the server has it. */
final class Move {
  private final Source source;
  private final Here here;
  private final Notes notes;
  private final Terminal terminal;

  Move(Source source, Here here, Notes notes, Terminal terminal) {
    this.source = source;
    this.here = here;
    this.notes = notes;
    this.terminal = terminal;
  }

  /** Whether every job was made; one that is refused does not keep the others back. */
  boolean make(Plan plan) {
    return plan.toCreate().map(this::create).filter(made -> !made).count() == 0;
  }

  private boolean create(PlannedJob planned) {
    OldJob job = planned.job();
    try {
      String id = here.madeOf(job).orElseGet(() -> created(job, planned.fate()));
      notes.jobMade(job.id(), id);
      terminal.tell("Job %s is %s here".formatted(job.id(), id));
      return true;
    } catch (BadRequestException e) {
      terminal.tell("Job %s is refused: %s".formatted(job.id(), ServiceErrors.sentence(e)));
      return false;
    }
  }

  private String created(OldJob job, Fate fate) {
    return switch (fate) {
      case Fate.Create(var model, _) ->
          here.create(
              job,
              model,
              uploaded(job.files().training().orElseThrow()),
              job.files().validation().map(this::uploaded));
      case Fate.Made _, Fate.Skip _ -> throw new IllegalStateException(job.id());
    };
  }

  private String uploaded(String fileId) {
    return notes.file(fileId).orElseGet(() -> upload(fileId));
  }

  private String upload(String fileId) {
    return switch (source.find(fileId)) {
      case Source.Found.There(var file) -> upload(file);
      case Source.Found.Missing(var reason) -> throw CliException.refused(reason);
    };
  }

  private String upload(OldFile file) {
    try {
      String id = source.read(file, content -> here.upload(file, content));
      notes.fileMade(file.id(), id);
      terminal.tell("Uploaded %s as %s".formatted(file.id(), id));
      return id;
    } catch (IOException e) {
      throw CliException.refused(
          "%s could not be read (%s). Run this again to go on"
              .formatted(file.id(), e.getMessage()));
    }
  }
}
