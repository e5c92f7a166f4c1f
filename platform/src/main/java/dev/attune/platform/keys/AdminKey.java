package dev.attune.platform.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to an organization, without its secret. It opens no project.
 *
 * @param redacted what is shown of the secret
 * @param expiresAt when it ends; null for never
 */
public record AdminKey(
    String id,
    String organizationId,
    String name,
    String redacted,
    Instant createdAt,
    @Nullable Instant expiresAt) {}
