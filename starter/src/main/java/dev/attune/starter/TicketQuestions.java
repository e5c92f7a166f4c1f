package dev.attune.starter;

import dev.attune.starter.Conversation.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** What one can ask about a ticket, in words or as fields of JSON. */
record TicketQuestions(Ticket ticket, Random random) {
  /** Different questions in any order. */
  List<Turn> some(int count) {
    List<Turn> all = new ArrayList<>(inWords());
    all.addAll(List.of(asJson(), asJson(), asJson()));
    Collections.shuffle(all, random);
    return all.subList(0, count);
  }

  private List<Turn> inWords() {
    return List.of(
        new Turn("Which product is it about?", "The " + ticket.product() + "."),
        new Turn("What is the order number?", ticket.order().orElse("There is none.")),
        new Turn("What is it about?", topic()),
        new Turn("Is it urgent?", mood()),
        new Turn("Who wrote it?", ticket.customer().orElse("It does not say.")));
  }

  private String topic() {
    return switch (ticket.topic()) {
      case BILLING -> "A payment.";
      case SHIPPING -> "A parcel.";
      case RETURNS -> "Something goes back.";
      case TECHNICAL -> "Something does not work.";
      case SALES -> "A question before buying.";
    };
  }

  private String mood() {
    return switch (ticket.mood()) {
      case URGENT -> "Yes, it is.";
      case NEUTRAL -> "It does not say.";
      case PATIENT -> "No, it is not.";
    };
  }

  /** Some fields by their names; a field without a value is null. */
  private Turn asJson() {
    List<String> keys = new ArrayList<>(List.of("item", "about", "urgent", "sender", "number"));
    Collections.shuffle(keys, random);
    List<String> asked = keys.subList(0, 1 + random.nextInt(3));
    return new Turn(
        "Write as JSON: " + String.join(", ", asked),
        asked.stream().map(this::field).collect(Collectors.joining(",", "{", "}")));
  }

  private String field(String key) {
    String value = value(key).map("\"%s\""::formatted).orElse("null");
    return "\"%s\":%s".formatted(key, value);
  }

  private Optional<String> value(String key) {
    return switch (key) {
      case "item" -> Optional.of(ticket.product());
      case "sender" -> ticket.customer();
      case "number" -> ticket.order();
      case "about" ->
          Optional.of(
              switch (ticket.topic()) {
                case BILLING -> "payment";
                case SHIPPING -> "parcel";
                case RETURNS -> "exchange";
                case TECHNICAL -> "defect";
                case SALES -> "question";
              });
      default ->
          switch (ticket.mood()) {
            case URGENT -> Optional.of("yes");
            case NEUTRAL -> Optional.empty();
            case PATIENT -> Optional.of("no");
          };
    };
  }
}
