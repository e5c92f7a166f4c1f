package dev.attune.cli.watch;

import dev.attune.cli.session.CliException;
import dev.attune.cli.session.OwnRoutes;
import dev.attune.cli.terminal.Printable;
import dev.attune.cli.terminal.Sizes;
import dev.attune.cli.terminal.Terminal;
import dev.attune.wire.models.ModelWork;

/** The wait until a model is loaded: a bar where a person watches, else lines beside the output. */
public final class ModelLoad {
  private final Terminal terminal;
  private final Quarters quarters = new Quarters();

  private ModelLoad(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Returns when the model is loaded, at once when it is. Also when it cannot be, or the server has
   * no such route: whoever asks the model then hears why, in the API's words.
   */
  public static void await(OwnRoutes routes, Terminal terminal, String model) {
    try (WorkView bar = new WorkView(terminal)) {
      ModelLoad load = new ModelLoad(terminal);
      routes.loadModel(model, terminal.isInteractive() ? bar::show : load::tell);
    } catch (CliException saidWhenAsked) {
      // The question itself gets the reason.
    }
  }

  private void tell(ModelWork work) {
    if (work instanceof ModelWork.Progress(String name, long done, long total)
        && total > 0
        && quarters.reach(done, total)) {
      terminal.tell(
          "Loading %s: %s of %s"
              .formatted(Printable.line(name), Sizes.bytes(done), Sizes.bytes(total)));
    }
  }
}
