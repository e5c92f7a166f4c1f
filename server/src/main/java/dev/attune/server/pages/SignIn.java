package dev.attune.server.pages;

import org.jspecify.annotations.Nullable;

/**
 * The door.
 *
 * @param next the page that was asked for
 * @param error null at the first try
 */
public record SignIn(String next, @Nullable String error) {}
