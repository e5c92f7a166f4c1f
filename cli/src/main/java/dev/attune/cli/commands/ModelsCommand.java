package dev.attune.cli.commands;

import com.openai.models.models.Model;
import com.openai.services.blocking.ModelService;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Table;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.models.AddModel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models on the server. */
@Command(
    name = "models",
    description = "List, add and remove models.",
    mixinStandardHelpOptions = true)
public final class ModelsCommand {
  private final Session session;

  public ModelsCommand(Session session) {
    this.session = session;
  }

  @Command(description = "List base and tuned models.", mixinStandardHelpOptions = true)
  void list() {
    session.answer(() -> models().list(), found -> table(found.items()));
  }

  @Command(description = "Show one model.", mixinStandardHelpOptions = true)
  void get(@Parameters(paramLabel = "NAME") String name) {
    session.answer(() -> models().retrieve(name), model -> table(List.of(model)));
  }

  @Command(
      description = "Take a base model from a Hugging Face directory of the server's machine.",
      mixinStandardHelpOptions = true)
  void add(
      @Parameters(paramLabel = "DIR") Path directory,
      @Option(names = "--name", description = "Default: the name of the directory.")
          @Nullable String name) {
    String answer =
        session
            .server()
            .ownRoutes()
            .addModel(new AddModel(session.path(directory).normalize().toString(), name));
    session
        .terminal()
        .print(
            session.json()
                ? answer
                : WireJson.mapper().readValue(answer, dev.attune.wire.models.Model.class).id());
  }

  @Command(
      description = "Delete a tuned model, or forget an added base model.",
      mixinStandardHelpOptions = true)
  void remove(@Parameters(paramLabel = "NAME") String name) {
    session.answer(
        () -> models().delete(name),
        deleted -> session.terminal().print(deleted.id() + " removed"));
  }

  private void table(List<Model> models) {
    Table table = new Table("NAME", "OWNED BY", "CREATED");
    models.forEach(model -> table.row(model.id(), model.ownedBy(), Times.date(model.created())));
    table.printTo(session.terminal());
  }

  private ModelService.WithRawResponse models() {
    return session.client().withRawResponse().models();
  }
}
