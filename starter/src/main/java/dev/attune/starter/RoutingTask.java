package dev.attune.starter;

import java.util.Random;

/**
 * The task of the quick start: a ticket in, the team, the priority and the product as JSON out. The
 * starter model has seen tickets, but never this form, these teams or these priorities.
 */
final class RoutingTask {
  static final String SYSTEM = "Route the ticket. Answer with JSON.";

  private final TicketWriter writer;

  RoutingTask(Random random) {
    this.writer = new TicketWriter(Grammar.resource("tickets.grammar"), random);
  }

  Conversation next() {
    Ticket ticket = writer.write();
    String priority =
        switch (ticket.mood()) {
          case URGENT -> "high";
          case NEUTRAL -> "normal";
          case PATIENT -> "low";
        };
    return Conversation.of(
        SYSTEM,
        ticket.text(),
        "{\"team\":\"%s\",\"priority\":\"%s\",\"product\":\"%s\"}"
            .formatted(TicketWriter.rule(ticket.topic()), priority, ticket.product()));
  }
}
