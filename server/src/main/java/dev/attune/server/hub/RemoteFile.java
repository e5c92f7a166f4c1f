package dev.attune.server.hub;

/** A file of a repository, as the hub describes it. */
record RemoteFile(String name, long size, Checksum checksum) {}
