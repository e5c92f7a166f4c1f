package dev.attune.server.hub;

/** How many bytes of a file are here. */
public record FileProgress(String name, long done, long total) {}
