package dev.attune.cli.commands;

import dev.attune.cli.session.OwnRoutes;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Table;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.keys.CreateKey;
import dev.attune.wire.keys.KeyDeleted;
import dev.attune.wire.keys.KeyObject;
import dev.attune.wire.lists.Listing;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.core.type.TypeReference;

/** Keys to the API. */
@Command(
    name = "keys",
    description = "Create, list and revoke API keys.",
    mixinStandardHelpOptions = true)
public final class KeysCommand {
  private static final TypeReference<Listing<KeyObject>> LIST = new TypeReference<>() {};

  private final Session session;

  public KeysCommand(Session session) {
    this.session = session;
  }

  @Command(
      description = "Create a key and print it alone; it is never shown again.",
      mixinStandardHelpOptions = true)
  void create(
      @Parameters(
              paramLabel = "NAME",
              defaultValue = "command line",
              description = "What it is for. Default: ${DEFAULT-VALUE}.")
          String name) {
    answer(
        own().createKey(new CreateKey(name)),
        text -> Objects.requireNonNull(WireJson.mapper().readValue(text, KeyObject.class).key()));
  }

  @Command(description = "List keys, without their secrets.", mixinStandardHelpOptions = true)
  void list() {
    answer(own().listKeys(), KeysCommand::table);
  }

  @Command(description = "End a key.", mixinStandardHelpOptions = true)
  void revoke(
      @Parameters(paramLabel = "ID", description = "The id of a key, as the list has it.")
          String id) {
    answer(
        own().revokeKey(id),
        text -> WireJson.mapper().readValue(text, KeyDeleted.class).id() + " revoked");
  }

  private static String table(String text) {
    Table table = new Table("ID", "NAME", "CREATED");
    for (KeyObject key : WireJson.mapper().readValue(text, LIST).data()) {
      table.row(key.id(), key.name(), Times.date(key.createdAt()));
    }
    return String.join(System.lineSeparator(), table.lines());
  }

  private void answer(String text, Function<String, String> plain) {
    session.terminal().print(session.json() ? text : plain.apply(text));
  }

  private OwnRoutes own() {
    return session.server().ownRoutes();
  }
}
