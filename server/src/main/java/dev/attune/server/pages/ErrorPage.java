package dev.attune.server.pages;

/**
 * What is shown when a page cannot be.
 *
 * @param what went wrong, and what to do
 */
public record ErrorPage(int status, String what) {}
