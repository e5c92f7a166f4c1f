package dev.attune.cli.watch;

import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Terminal;
import dev.attune.wire.models.ModelWork;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is happening to a model: a bar over all that is being written or fetched where a person
 * watches, and a line for what is done.
 */
public final class WorkView implements AutoCloseable {
  private final Terminal terminal;
  private final Map<String, ModelWork.Progress> parts = new LinkedHashMap<>();
  private @Nullable ByteBar bar;

  public WorkView(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Shows one line of the server's answer; how it failed is not for here. */
  public void show(ModelWork work) {
    switch (work) {
      case ModelWork.Progress progress -> progress(progress);
      case ModelWork.Checked(String what, boolean same, String finding) ->
          say("%s %s: %s".formatted(same ? "same   " : "DIFFERS", what, finding));
      case ModelWork.Exported(String directory, var files, long bytes) ->
          say(
              "%s (%d %s, %s)"
                  .formatted(
                      directory,
                      files.size(),
                      files.size() == 1 ? "file" : "files",
                      Sizes.bytes(bytes)));
      case ModelWork.Added(var model) -> say(model.id());
      case ModelWork.Loaded _, ModelWork.Failed _ -> close();
    }
  }

  private void progress(ModelWork.Progress progress) {
    if (!terminal.isInteractive()) {
      return;
    }
    parts.put(progress.name(), progress);
    long total = parts.values().stream().mapToLong(ModelWork.Progress::total).sum();
    long done = parts.values().stream().mapToLong(ModelWork.Progress::done).sum();
    ByteBar shown = bar == null ? new ByteBar(terminal) : bar;
    bar = shown;
    shown.show(progress.name(), done, total);
  }

  private void say(String line) {
    close();
    terminal.print(line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
