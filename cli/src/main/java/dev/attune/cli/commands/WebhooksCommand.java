package dev.attune.cli.commands;

import dev.attune.cli.session.CliException;
import dev.attune.cli.session.OwnRoutes;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Table;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.json.WireJson;
import dev.attune.wire.lists.Listing;
import dev.attune.wire.lists.Page;
import dev.attune.wire.webhooks.CreateWebhook;
import dev.attune.wire.webhooks.WebhookDeleted;
import dev.attune.wire.webhooks.WebhookDelivery;
import dev.attune.wire.webhooks.WebhookEventType;
import dev.attune.wire.webhooks.WebhookObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.type.TypeReference;

/** Who is told when a job ends. */
@Command(
    name = "webhooks",
    description = "Have the ends of jobs told to a URL, and see what was told.",
    mixinStandardHelpOptions = true)
public final class WebhooksCommand {
  private static final TypeReference<Listing<WebhookObject>> LIST = new TypeReference<>() {};
  private static final TypeReference<Page<WebhookDelivery>> PAGE = new TypeReference<>() {};
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** An attempt ends after 10 s, and begins soon after it was asked for. */
  private static final Duration LONGEST_TEST = Duration.ofSeconds(30);

  /** A test is among the newest. */
  private static final long LOOKED_AT = 100;

  private final Session session;

  public WebhooksCommand(Session session) {
    this.session = session;
  }

  @Command(
      description = "Create an endpoint; its secret is never shown again.",
      mixinStandardHelpOptions = true)
  void create(
      @Parameters(paramLabel = "URL", description = "Where the ends of jobs are told.") String url,
      @Option(
              names = "--event",
              paramLabel = "TYPE",
              converter = EventTypeWord.class,
              description = "Such as fine_tuning.job.failed; may be given again. Default: all.")
          @Nullable List<WebhookEventType> events) {
    answer(own().createWebhook(new CreateWebhook(url, events)), WebhooksCommand::created);
  }

  @Command(description = "List endpoints, without their secrets.", mixinStandardHelpOptions = true)
  void list() {
    answer(own().listWebhooks(), WebhooksCommand::table);
  }

  @Command(
      description = "Delete an endpoint; what it has not been told yet, it never is.",
      mixinStandardHelpOptions = true)
  void delete(
      @Parameters(paramLabel = "ID", description = "The id of an endpoint, webhook_….") String id) {
    answer(
        own().deleteWebhook(id),
        text -> WireJson.mapper().readValue(text, WebhookDeleted.class).id() + " deleted");
  }

  @Command(
      description = "Tell an endpoint, once, of a job that there is not, and say what it answered.",
      mixinStandardHelpOptions = true)
  void test(
      @Parameters(paramLabel = "ID", description = "The id of an endpoint, webhook_….") String id) {
    OwnRoutes own = own();
    String sent = own.testWebhook(id);
    WebhookDelivery ended =
        untilEnded(own, id, WireJson.mapper().readValue(sent, WebhookDelivery.class));
    if (session.json()) {
      session.terminal().print(WireJson.text(ended));
    } else if (ended.status() == WebhookDelivery.Status.DELIVERED) {
      session.terminal().print(ended.id() + " delivered");
    }
    if (ended.status() != WebhookDelivery.Status.DELIVERED) {
      throw CliException.refused(
          "%s was not delivered. %s"
              .formatted(
                  ended.id(),
                  ended.lastError() == null ? "It was not tried yet." : ended.lastError()));
    }
  }

  @Command(
      description = "List what an endpoint was told, or will be, newest first.",
      mixinStandardHelpOptions = true)
  void deliveries(
      @Parameters(paramLabel = "ID", description = "The id of an endpoint, webhook_….") String id,
      @Mixin PageOptions page) {
    answer(own().listDeliveries(id, page.limit(), page.after()), WebhooksCommand::deliveryTable);
  }

  private WebhookDelivery untilEnded(OwnRoutes own, String id, WebhookDelivery sent) {
    Instant latest = session.host().pace().instant().plus(LONGEST_TEST);
    while (session.host().pace().instant().isBefore(latest)) {
      session.host().pace().pause(BETWEEN_LOOKS);
      Optional<WebhookDelivery> ended =
          page(own.listDeliveries(id, LOOKED_AT, Optional.empty())).stream()
              .filter(it -> it.id().equals(sent.id()))
              .filter(it -> it.status() != WebhookDelivery.Status.PENDING)
              .findFirst();
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    return sent;
  }

  private static String created(String text) {
    WebhookObject created = WireJson.mapper().readValue(text, WebhookObject.class);
    return created.id() + System.lineSeparator() + created.secret();
  }

  private static String table(String text) {
    Table table = new Table("ID", "URL", "EVENTS", "CREATED");
    for (WebhookObject each : WireJson.mapper().readValue(text, LIST).data()) {
      table.row(each.id(), each.url(), events(each), Times.date(each.createdAt()));
    }
    return String.join(System.lineSeparator(), table.lines());
  }

  private static String events(WebhookObject webhook) {
    return webhook.events().stream()
        .map(WebhookEventType::wireName)
        .collect(Collectors.joining(","));
  }

  private static String deliveryTable(String text) {
    Table table = new Table("ID", "EVENT", "OBJECT", "STATUS", "ATTEMPTS", "NEXT", "LAST ERROR");
    for (WebhookDelivery each : page(text)) {
      table.row(
          each.id(),
          each.event().type().wireName(),
          each.event().data().id(),
          each.status().wireName(),
          each.attempts(),
          Times.date(Optional.ofNullable(each.nextAttemptAt())),
          orDash(each.lastError()));
    }
    return String.join(System.lineSeparator(), table.lines());
  }

  private static List<WebhookDelivery> page(String text) {
    return WireJson.mapper().readValue(text, PAGE).data();
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }

  private void answer(String text, Function<String, String> plain) {
    session.terminal().print(session.json() ? text : plain.apply(text));
  }

  private OwnRoutes own() {
    return session.server().ownRoutes();
  }

  /** Events by their names on the wire. */
  static final class EventTypeWord implements ITypeConverter<WebhookEventType> {
    @Override
    public WebhookEventType convert(String word) {
      try {
        return WebhookEventType.of(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'%s' must be fine_tuning.job.succeeded, .failed or .cancelled.".formatted(word));
      }
    }
  }
}
