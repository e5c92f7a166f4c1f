package dev.attune.server.pages;

/** The page of all jobs. */
public record JobsPage(Frame frame, Listing listing) {}
