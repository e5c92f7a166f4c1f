package dev.attune.platform.owner;

/**
 * Who owns projects.
 *
 * @param name part of the names of tuned models
 */
public record Organization(String id, String name) {}
