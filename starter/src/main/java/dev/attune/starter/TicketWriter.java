package dev.attune.starter;

import java.util.ArrayList;
import java.util.Collections;
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
    String customer = grammar.expand("customer", Map.of(), random);
    String product = grammar.expand("product", Map.of(), random);
    Optional<String> order = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(orderNumber());
    Map<String, String> known =
        Map.of("customer", customer, "product", product, "order", order.orElse(""));
    return new Ticket(text(topic, mood, order, known), customer, product, order, topic, mood);
  }

  String orderNumber() {
    return "%c-%05d".formatted('A' + random.nextInt(6), random.nextInt(100_000));
  }

  private String text(
      Ticket.Topic topic, Ticket.Mood mood, Optional<String> order, Map<String, String> known) {
    List<String> sentences = new ArrayList<>();
    order.ifPresent(_ -> sentences.add(grammar.expand("orderMention", known, random)));
    sentences.add(grammar.expand(rule(mood), known, random));
    Collections.shuffle(sentences, random);
    sentences.add(random.nextInt(3) == 0 ? 1 : 0, grammar.expand(rule(topic), known, random));
    if (random.nextBoolean()) {
      sentences.addFirst(grammar.expand("opening", known, random));
    }
    if (random.nextInt(3) > 0) {
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
