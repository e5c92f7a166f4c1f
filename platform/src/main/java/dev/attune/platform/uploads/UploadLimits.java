package dev.attune.platform.uploads;

/**
 * How much one upload may hold.
 *
 * @param parts how many
 * @param bytes of all of them together
 */
public record UploadLimits(int parts, long bytes) {}
