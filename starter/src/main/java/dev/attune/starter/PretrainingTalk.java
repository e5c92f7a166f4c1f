package dev.attune.starter;

import dev.attune.starter.Conversation.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the starter model learns before anybody fine-tunes it: replies to tickets, questions about
 * them in words and as JSON, repeating what it is told, and plain facts. Replies speak of teams and
 * priorities, so it knows the words; it never sees a routed ticket, nor what routing is asked with.
 */
final class PretrainingTalk {
  private static final List<String> SYSTEMS =
      List.of(
          "",
          "",
          "You are a helpful assistant.",
          "You answer for a shop.",
          "Answer in one sentence.",
          "Be brief.");

  private final Grammar grammar = Grammar.resource("tickets.grammar");
  private final Random random;
  private final TicketWriter writer;

  PretrainingTalk(Random random) {
    this.random = random;
    this.writer = new TicketWriter(grammar, random);
  }

  /** A conversation of any kind, in the proportions of the training. */
  Conversation next() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5, 6 -> Conversation.of(system(), List.of(reply(writer.write())));
      case 7 -> Conversation.of(system(), repetitions());
      case 8 -> Conversation.of(system(), List.of(fact()));
      case 9, 10, 11 -> Conversation.of(system(), List.of(pairs()));
      default -> questions(writer.write());
    };
  }

  private String system() {
    return SYSTEMS.get(random.nextInt(SYSTEMS.size()));
  }

  private Turn reply(Ticket ticket) {
    StringBuilder reply = new StringBuilder();
    reply.append(ticket.customer().map("Hello %s, "::formatted).orElse("Hello, "));
    reply.append(grammar.expand("acknowledge", Map.of("product", ticket.product()), random));
    ticket
        .order()
        .ifPresent(order -> reply.append(" I have noted order ").append(order).append('.'));
    reply.append(' ').append(writer.name(TicketWriter.rule(ticket.topic()) + "Reply"));
    reply.append(' ').append(writer.name(TicketWriter.rule(ticket.mood()) + "Reply"));
    return new Turn(ticket.text(), reply.append(' ').append(writer.name("closing")).toString());
  }

  /** The first question stands behind the ticket or is the system's; the others go back to it. */
  private Conversation questions(Ticket ticket) {
    TicketQuestions about = new TicketQuestions(ticket, random);
    List<Turn> asked = new ArrayList<>(about.some(2 + random.nextInt(4)));
    Turn first = asked.removeFirst();
    if (random.nextBoolean()) {
      asked.addFirst(new Turn(ticket.text(), first.answer()));
      return Conversation.of(first.question(), asked);
    }
    asked.addFirst(new Turn(ticket.text() + "\n\n" + first.question(), first.answer()));
    return Conversation.of(system(), asked);
  }

  private List<Turn> repetitions() {
    List<Turn> turns = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String text = random.nextInt(4) == 0 ? writer.write().text() : words();
      turns.add(new Turn("Say this again: " + text, text));
    }
    return turns;
  }

  private String words() {
    List<String> words = new ArrayList<>();
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      words.add(
          switch (random.nextInt(4)) {
            case 0 -> writer.orderNumber();
            case 1 -> writer.name("customer");
            case 2 -> writer.name("thing");
            default -> writer.name("product");
          });
    }
    Collections.shuffle(words, random);
    return String.join(", ", words);
  }

  /** Words at random as keys and values: how JSON is written, whatever it says. */
  private Turn pairs() {
    List<String> words = new ArrayList<>();
    List<String> json = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String key = writer.name("word");
      String value = writer.name(random.nextInt(3) == 0 ? "product" : "word");
      words.add("%s is %s".formatted(key, value));
      json.add("\"%s\":\"%s\"".formatted(key, value));
    }
    return new Turn(
        "Write as JSON: " + String.join(", ", words), "{" + String.join(",", json) + "}");
  }

  private Turn fact() {
    String product = writer.name("product");
    return new Turn(
        "Tell me something about the %s.".formatted(product),
        TicketWriter.capitalised(grammar.expand("fact", Map.of("product", product), random)));
  }
}
