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
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> Conversation.of(system, ticket.text(), reply(ticket));
      case 3, 4, 5 -> question(system, ticket);
      case 6 -> repeat(system, ticket);
      case 7, 8 -> json(system, ticket);
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
    return switch (random.nextInt(3)) {
      case 0 ->
          asked(
              system, ticket, "Which product is it about?", "The %s.".formatted(ticket.product()));
      case 1 ->
          asked(
              system, ticket, "What is the order number?", ticket.order().orElse("There is none."));
      default ->
          asked(
              system,
              ticket,
              "Is it urgent?",
              switch (ticket.mood()) {
                case URGENT -> "Yes, it is.";
                case NEUTRAL -> "It does not say.";
                case PATIENT -> "No, it is not.";
              });
    };
  }

  private static Conversation asked(String system, Ticket ticket, String question, String answer) {
    return Conversation.of(system, ticket.text() + "\n\n" + question, answer);
  }

  private Conversation repeat(String system, Ticket ticket) {
    return Conversation.of(system, "Say this again: " + ticket.text(), ticket.text());
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
