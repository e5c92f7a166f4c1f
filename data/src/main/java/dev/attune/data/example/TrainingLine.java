package dev.attune.data.example;

/** What one line of a training file says. */
public sealed interface TrainingLine permits Example, CompletionExample, PreferenceExample {
  /** Counted from 1. */
  long line();
}
