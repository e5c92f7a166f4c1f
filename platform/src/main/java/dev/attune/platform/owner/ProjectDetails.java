package dev.attune.platform.owner;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project as its organization sees it.
 *
 * @param archivedAt when its keys stopped opening it, for ever; null while they do
 */
public record ProjectDetails(
    Project project, String name, Instant createdAt, @Nullable Instant archivedAt) {}
