package dev.attune.data.example;

/**
 * A text without messages, of which the end is to be learnt.
 *
 * @param prompt what the model is given
 * @param completion how it is to go on
 */
public record CompletionExample(long line, String prompt, String completion)
    implements TrainingLine {}
