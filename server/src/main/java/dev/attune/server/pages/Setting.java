package dev.attune.server.pages;

/**
 * Something that a client may decide or leave to the platform.
 *
 * @param asked {@code auto} where it was left open
 * @param used what the job trains with, {@code auto} until that is picked
 */
public record Setting(String name, String asked, String used) {}
