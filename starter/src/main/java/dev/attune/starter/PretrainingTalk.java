package dev.attune.starter;

import java.util.Map;
import java.util.Random;

/**
 * What the starter model learns before anybody fine-tunes it: replies to tickets, questions about
 * them, repeating what it is told, plain facts and simple JSON of other keys. It never sees a
 * routed ticket.
 */
final class PretrainingTalk {
  private static final String[] SYSTEMS = {
    "",
    "",
    "You are a helpful assistant.",
    "You answer for a shop.",
    "Answer in one sentence.",
    "Be brief."
  };

  private final Grammar grammar = Grammar.resource("tickets.grammar");
  private final Random random;
  private final TicketWriter writer;

  PretrainingTalk(Random random) {
    this.random = random;
    this.writer = new TicketWriter(grammar, random);
  }

  Conversation next() {
    Ticket ticket = writer.write();
    String system = SYSTEMS[random.nextInt(SYSTEMS.length)];
    return switch (random.nextInt(12)) {
      case 0, 1 -> Conversation.of(system, ticket.text(), reply(ticket));
      case 2, 3, 4, 5 -> question(system, ticket);
      case 6 -> repeat(system, ticket.text());
      case 7, 8 -> repeat(system, codes());
      case 9, 10 -> json(system, ticket);
      default -> fact(system);
    };
  }

  private String reply(Ticket ticket) {
    Map<String, String> known = Map.of("customer", ticket.customer(), "product", ticket.product());
    StringBuilder reply = new StringBuilder(grammar.expand("acknowledge", known, random));
    ticket
        .order()
        .ifPresent(order -> reply.append(" I have noted order ").append(order).append('.'));
    reply
        .append(' ')
        .append(grammar.expand(TicketWriter.rule(ticket.topic()) + "Reply", known, random));
    return reply.append(' ').append(grammar.expand("closing", known, random)).toString();
  }

  private Conversation question(String system, Ticket ticket) {
    return switch (random.nextInt(5)) {
      case 0 ->
          asked(system, ticket, "Which product is it about?", "The " + ticket.product() + ".");
      case 1, 2 ->
          asked(
              system,
              ticket,
              "What is the order number?",
              ticket.order().orElse("There is none."));
      case 3 -> asked(system, ticket, "What is it about?", about(ticket.topic()));
      default -> asked(system, ticket, "Is it urgent?", urgency(ticket.mood()));
    };
  }

  private static String about(Ticket.Topic topic) {
    return switch (topic) {
      case BILLING -> "A payment.";
      case SHIPPING -> "A parcel.";
      case RETURNS -> "Something goes back.";
      case TECHNICAL -> "Something does not work.";
      case SALES -> "A question before buying.";
    };
  }

  private static String urgency(Ticket.Mood mood) {
    return switch (mood) {
      case URGENT -> "Yes, it is.";
      case NEUTRAL -> "It does not say.";
      case PATIENT -> "No, it is not.";
    };
  }

  private static Conversation asked(String system, Ticket ticket, String question, String answer) {
    return Conversation.of(system, ticket.text() + "\n\n" + question, answer);
  }

  private static Conversation repeat(String system, String text) {
    return Conversation.of(system, "Say this again: " + text, text);
  }

  /** Letters and digits without a meaning: only copying helps. */
  private String codes() {
    StringBuilder codes = new StringBuilder();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      codes.append(i == 0 ? "" : " ").append(random.nextBoolean() ? writer.orderNumber() : code());
    }
    return codes.toString();
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    int length = 2 + random.nextInt(7);
    for (int i = 0; i < length; i++) {
      code.append((char) (random.nextBoolean() ? '0' + random.nextInt(10) : 'A' + random.nextInt(26)));
    }
    return code.toString();
  }

  private Conversation json(String system, Ticket ticket) {
    String number = writer.orderNumber();
    return switch (random.nextInt(3)) {
      case 0 ->
          Conversation.of(
              system,
              "Write as JSON: name %s, item %s".formatted(ticket.customer(), ticket.product()),
              "{\"name\":\"%s\",\"item\":\"%s\"}".formatted(ticket.customer(), ticket.product()));
      case 1 ->
          Conversation.of(
              system,
              "Write as JSON: number %s, name %s".formatted(number, ticket.customer()),
              "{\"number\":\"%s\",\"name\":\"%s\"}".formatted(number, ticket.customer()));
      default ->
          Conversation.of(
              system,
              "Write as JSON: item %s, number none".formatted(ticket.product()),
              "{\"item\":\"%s\",\"number\":null}".formatted(ticket.product()));
    };
  }

  private Conversation fact(String system) {
    String product = grammar.expand("product", Map.of(), random);
    return Conversation.of(
        system,
        "Tell me something about the %s.".formatted(product),
        TicketWriter.capitalised(grammar.expand("fact", Map.of("product", product), random)));
  }
}
