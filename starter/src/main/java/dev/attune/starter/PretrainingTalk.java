package dev.attune.starter;

import dev.attune.starter.Conversation.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the starter model learns before anybody fine-tunes it: replies to tickets, questions about
 * them, repeating what it is told, plain facts and simple JSON. It never sees a routed ticket, and
 * none of the keys and values that routing answers with.
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

  /** Kinds of conversations. */
  enum Kind {
    REPLY,
    QUESTIONS,
    REPEAT,
    JSON,
    FACT
  }

  PretrainingTalk(Random random) {
    this.random = random;
    this.writer = new TicketWriter(grammar, random);
  }

  /** A conversation of any kind, in the proportions of the training. */
  Conversation next() {
    return next(
        switch (random.nextInt(20)) {
          case 0, 1, 2, 3 -> Kind.REPLY;
          case 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 -> Kind.QUESTIONS;
          case 15 -> Kind.REPEAT;
          case 16, 17, 18 -> Kind.JSON;
          default -> Kind.FACT;
        });
  }

  Conversation next(Kind kind) {
    List<Turn> turns =
        switch (kind) {
          case REPLY -> List.of(reply(writer.write()));
          case QUESTIONS -> questions(writer.write());
          case REPEAT -> repetitions();
          case JSON -> json();
          case FACT -> facts();
        };
    return Conversation.of(SYSTEMS[random.nextInt(SYSTEMS.length)], turns);
  }

  private Turn reply(Ticket ticket) {
    StringBuilder reply = new StringBuilder();
    reply.append(ticket.customer().map("Hello %s, "::formatted).orElse("Hello, "));
    reply.append(grammar.expand("acknowledge", Map.of("product", ticket.product()), random));
    ticket
        .order()
        .ifPresent(order -> reply.append(" I have noted order ").append(order).append('.'));
    reply.append(' ').append(writer.name(TicketWriter.rule(ticket.topic()) + "Reply"));
    return new Turn(ticket.text(), reply.append(' ').append(writer.name("closing")).toString());
  }

  /** The ticket stands before the first question; the others go back to it. */
  private List<Turn> questions(Ticket ticket) {
    List<Turn> all =
        new ArrayList<>(
            List.of(
                new Turn("Which product is it about?", "The " + ticket.product() + "."),
                new Turn("What is the order number?", ticket.order().orElse("There is none.")),
                new Turn("What is it about?", about(ticket.topic())),
                new Turn("Is it urgent?", urgency(ticket.mood())),
                new Turn("Who wrote it?", ticket.customer().orElse("It does not say."))));
    Collections.shuffle(all, random);
    List<Turn> asked = new ArrayList<>(all.subList(0, 2 + random.nextInt(3)));
    Turn first = asked.removeFirst();
    asked.addFirst(new Turn(ticket.text() + "\n\n" + first.question(), first.answer()));
    return asked;
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

  private List<Turn> repetitions() {
    List<Turn> turns = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String text = random.nextInt(8) == 0 ? writer.write().text() : codes();
      turns.add(new Turn("Say this again: " + text, text));
    }
    return turns;
  }

  /** Letters and digits without a meaning: only copying helps. */
  private String codes() {
    List<String> codes = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      codes.add(random.nextBoolean() ? writer.orderNumber() : code());
    }
    return String.join(" ", codes);
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    int length = 2 + random.nextInt(7);
    for (int i = 0; i < length; i++) {
      code.append(
          (char) (random.nextBoolean() ? '0' + random.nextInt(10) : 'A' + random.nextInt(26)));
    }
    return code.toString();
  }

  private List<Turn> json() {
    List<Turn> turns = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      turns.add(fields());
    }
    return turns;
  }

  /** Some fields in words and as JSON; a field without a value is null. */
  private Turn fields() {
    List<String> keys = new ArrayList<>(List.of("name", "item", "number", "place", "code"));
    Collections.shuffle(keys, random);
    List<String> words = new ArrayList<>();
    List<String> json = new ArrayList<>();
    for (String key : keys.subList(0, 1 + random.nextInt(4))) {
      String value = random.nextInt(5) == 0 ? "none" : value(key);
      words.add(key + " " + value);
      json.add("\"%s\":%s".formatted(key, value.equals("none") ? "null" : '"' + value + '"'));
    }
    return new Turn(
        "Write as JSON: " + String.join(", ", words), "{" + String.join(",", json) + "}");
  }

  private String value(String key) {
    return switch (key) {
      case "name" -> writer.name("customer");
      case "item" -> writer.name("product");
      case "place" -> writer.name("thing");
      case "number" -> writer.orderNumber();
      default -> code();
    };
  }

  private List<Turn> facts() {
    String product = writer.name("product");
    return List.of(
        new Turn(
            "Tell me something about the %s.".formatted(product),
            TicketWriter.capitalised(grammar.expand("fact", Map.of("product", product), random))));
  }
}
