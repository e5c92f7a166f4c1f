package dev.attune.inference;

import java.util.List;

/** What happens to a generation, in order; the last one is {@link Finished} or {@link Failed}. */
public sealed interface GenerationEvent {
  /**
   * One more token.
   *
   * @param chosen the token
   * @param alternatives the likeliest tokens at this place, likeliest first, as many as were asked
   *     for
   */
  record Token(Candidate chosen, List<Candidate> alternatives) implements GenerationEvent {
    public Token {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * A token and its probability.
   *
   * @param logprob natural logarithm of the probability that the model gives it, before rules,
   *     temperature and top-p
   */
  record Candidate(int id, double logprob) {}

  /** No more tokens follow. */
  record Finished(Reason reason) implements GenerationEvent {}

  /** The engine could not go on with it. */
  record Failed(RuntimeException cause) implements GenerationEvent {}

  /** Why a generation ended. */
  enum Reason {
    /** The model said so with an end token, or a rule did. */
    END_TOKEN,
    /** As many tokens as were allowed, or none that a rule allows. */
    LENGTH,
    /** Its {@link Generation#cancel} was called. */
    CANCELLED
  }
}
