package dev.attune.starter;

import java.util.Optional;

/**
 * A message that a customer wrote to a shop, and what is true of it.
 *
 * @param customer who signed the text, if anybody did
 * @param order the order number that the text mentions, if it does
 */
record Ticket(
    String text,
    Optional<String> customer,
    String product,
    Optional<String> order,
    Topic topic,
    Mood mood) {
  /** What it is about; the names are rules of the grammar. */
  enum Topic {
    BILLING,
    SHIPPING,
    RETURNS,
    TECHNICAL,
    SALES
  }

  /** How pressing it is; the names are rules of the grammar. */
  enum Mood {
    URGENT,
    NEUTRAL,
    PATIENT
  }
}
