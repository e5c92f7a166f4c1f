package dev.attune.platform.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answers of one bucket; what it is not grouped by is null.
 *
 * @param bucket where the bucket begins
 */
public record CompletionSum(
    Instant bucket,
    @Nullable String projectId,
    @Nullable String keyId,
    @Nullable String model,
    long requests,
    Tokens tokens) {}
