package dev.attune.platform.files;

/**
 * Bytes that are on disk for good.
 *
 * @param sha256 in hexadecimal; also the name on disk
 */
public record Blob(String sha256, long bytes) {}
