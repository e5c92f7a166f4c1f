package dev.attune.platform.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that ended in one bucket; what it is not grouped by is null.
 *
 * @param bucket where the bucket begins
 * @param trainedTokens of those that succeeded
 */
public record JobSum(
    Instant bucket,
    @Nullable String projectId,
    @Nullable String model,
    long succeeded,
    long failed,
    long cancelled,
    long trainedTokens) {}
