package dev.attune.starter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Writes tickets from the grammar. */
final class TicketWriter {
  private final Grammar grammar;
  private final Random random;

  TicketWriter(Grammar grammar, Random random) {
    this.grammar = grammar;
    this.random = random;
  }

  Ticket write() {
    Ticket.Topic topic = pick(Ticket.Topic.values());
    Ticket.Mood mood = pick(Ticket.Mood.values());
    String product = name("product");
    Optional<String> customer =
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(name("customer"));
    Optional<String> order = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(orderNumber());
    Map<String, String> known = new HashMap<>(Map.of("product", product));
    customer.ifPresent(name -> known.put("customer", name));
    order.ifPresent(number -> known.put("order", number));
    return new Ticket(text(topic, mood, known), customer, product, order, topic, mood);
  }

  String orderNumber() {
    return "%c-%05d".formatted('A' + random.nextInt(6), random.nextInt(100_000));
  }

  /** One of the grammar's names of people or things. */
  String name(String rule) {
    return grammar.expand(rule, Map.of(), random);
  }

  private String text(Ticket.Topic topic, Ticket.Mood mood, Map<String, String> known) {
    List<String> sentences = new ArrayList<>();
    if (known.containsKey("order")) {
      sentences.add(grammar.expand("orderMention", known, random));
    }
    sentences.add(grammar.expand(rule(mood), known, random));
    Collections.shuffle(sentences, random);
    sentences.add(random.nextInt(3) == 0 ? 1 : 0, grammar.expand(rule(topic), known, random));
    if (random.nextBoolean()) {
      sentences.addFirst(grammar.expand("opening", known, random));
    }
    if (known.containsKey("customer")) {
      sentences.add(grammar.expand("signature", known, random));
    }
    return String.join(" ", sentences.stream().map(TicketWriter::capitalised).toList());
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  static String rule(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  static String capitalised(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
