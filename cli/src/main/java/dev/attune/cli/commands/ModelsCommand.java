package dev.attune.cli.commands;

import com.openai.models.models.Model;
import com.openai.services.blocking.ModelService;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Table;
import dev.attune.cli.terminal.Times;
import dev.attune.cli.watch.WorkView;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.models.AddModel;
import dev.attune.wire.models.ExportFormat;
import dev.attune.wire.models.ExportModel;
import dev.attune.wire.models.ModelWork;
import dev.attune.wire.models.PullModel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models on the server. */
@Command(
    name = "models",
    description = "List, add, pull, export and remove models.",
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
  void get(@Parameters(paramLabel = "NAME", description = "As the list has it.") String name) {
    session.answer(() -> models().retrieve(name), model -> table(List.of(model)));
  }

  @Command(
      description = "Take a base model from a Hugging Face directory of the server's machine.",
      mixinStandardHelpOptions = true)
  void add(
      @Parameters(paramLabel = "DIR", description = "A directory with config.json and safetensors.")
          Path directory,
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
      description = "Take a base model from the Hugging Face hub.",
      mixinStandardHelpOptions = true)
  void pull(
      @Parameters(paramLabel = "OWNER/NAME", description = "The name of a repository.")
          String repository,
      @Option(names = "--revision", description = "Branch, tag or commit. Default: main.")
          @Nullable String revision,
      @Option(names = "--name", description = "Default: the name of the repository.")
          @Nullable String name) {
    PullModel request = new PullModel(repository, revision, name);
    work((raw, listener) -> session.server().ownRoutes().pullModel(request, raw, listener));
  }

  @Command(
      description = "Delete a tuned model, or forget an added base model.",
      mixinStandardHelpOptions = true)
  void remove(@Parameters(paramLabel = "NAME", description = "As the list has it.") String name) {
    session.answer(
        () -> models().delete(name),
        deleted -> session.terminal().print(deleted.id() + " removed"));
  }

  @Command(
      description = "Write a model in a form that PEFT, transformers, llama.cpp or Ollama load.",
      mixinStandardHelpOptions = true)
  void export(
      @Parameters(paramLabel = "NAME", description = "As the list has it.") String name,
      @Option(
              names = "--format",
              required = true,
              paramLabel = "FORMAT",
              completionCandidates = FormatNames.class,
              description = "peft, safetensors, gguf or ollama.")
          ExportFormat format,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "DIR",
              description = "Absent or empty; on the server's machine.")
          Path directory) {
    String target = session.path(directory).normalize().toString();
    work((raw, listener) ->
        session
            .server()
            .ownRoutes()
            .exportModel(name, new ExportModel(format, target), raw, listener));
  }

  /** As they are written, for a shell to offer. */
  static final class FormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ExportFormat.values())
          .map(format -> format.name().toLowerCase(Locale.ROOT))
          .iterator();
    }
  }

  private void work(BiConsumer<Consumer<String>, Consumer<ModelWork>> request) {
    if (session.json()) {
      request.accept(session.terminal()::print, _ -> {});
      return;
    }
    try (WorkView view = new WorkView(session.terminal())) {
      request.accept(_ -> {}, view::show);
    }
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
