package dev.attune.platform.jobs;

/**
 * What the files of a job hold, as the model's own tokenizer counts it.
 *
 * @param tokens of the rendered training examples, once
 * @param validationTokens of the rendered validation examples; 0 without a validation file
 */
public record DataCounts(int examples, long tokens, long validationTokens) {}
