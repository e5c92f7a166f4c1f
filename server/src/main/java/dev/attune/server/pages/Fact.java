package dev.attune.server.pages;

/** A name and what it is. */
public record Fact(String name, String value) {}
