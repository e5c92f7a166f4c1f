package dev.attune.platform.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to a project, without its secret.
 *
 * @param redacted what is shown of the secret
 * @param serviceAccount the program that it belongs to; null where a person made it
 */
public record ApiKey(
    String id,
    String projectId,
    String name,
    String redacted,
    @Nullable String serviceAccount,
    Instant createdAt) {}
