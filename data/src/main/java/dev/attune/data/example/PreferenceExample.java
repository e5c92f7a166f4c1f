package dev.attune.data.example;

/**
 * Two conversations that differ in their last message alone, the only one that is learnt from.
 *
 * @param chosen the one with the better answer
 * @param rejected the one with the worse answer
 */
public record PreferenceExample(long line, Example chosen, Example rejected)
    implements TrainingLine {}
