package dev.attune.cli.session;

import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.models.ModelWork;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** The answer to a request that takes long, line by line. */
final class WorkLines {
  private final Consumer<String> raw;
  private final Consumer<ModelWork> listener;
  private boolean ended;

  private WorkLines(Consumer<String> raw, Consumer<ModelWork> listener) {
    this.raw = raw;
    this.listener = listener;
  }

  /**
   * Hands on each line, as it came and as what it means.
   *
   * @throws CliException when the work failed, or the server went away before its end
   */
  static void read(Stream<String> lines, Consumer<String> raw, Consumer<ModelWork> listener) {
    WorkLines work = new WorkLines(raw, listener);
    lines.filter(line -> !line.isBlank()).forEach(work::read);
    if (!work.ended) {
      throw CliException.refused("The server broke off. Its log says why; ask again");
    }
  }

  private void read(String line) {
    raw.accept(line);
    ModelWork work = parse(line);
    listener.accept(work);
    switch (work) {
      case ModelWork.Progress _, ModelWork.Checked _ -> {}
      case ModelWork.Exported _, ModelWork.Added _, ModelWork.Loaded _ -> ended = true;
      case ModelWork.Failed(var error) ->
          throw CliException.refused(ServiceErrors.sentence(new ErrorBody(error)));
    }
  }

  private static ModelWork parse(String line) {
    try {
      return WireJson.mapper().readValue(line, ModelWork.class);
    } catch (JacksonException e) {
      throw CliException.refused("The server's answer is not understood. Is --base-url right?");
    }
  }
}
