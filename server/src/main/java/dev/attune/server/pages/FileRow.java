package dev.attune.server.pages;

import dev.attune.platform.files.StoredFile;

/** A file in a list. */
public record FileRow(String id, String name, String purpose, String bytes, String created) {

  static FileRow of(StoredFile file) {
    return new FileRow(
        file.id(),
        file.filename(),
        file.purpose(),
        Words.bytes(file.bytes()),
        Words.time(file.createdAt()));
  }
}
