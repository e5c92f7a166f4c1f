package dev.attune.cli.migrate;

import tools.jackson.databind.JsonNode;

/** A file as OpenAI lists it. */
record OldFile(String id, String filename, long bytes) {
  static OldFile read(JsonNode file) {
    return new OldFile(
        ListedJson.text(file, "id").orElse(""),
        ListedJson.text(file, "filename").orElse(""),
        file.path("bytes").asLong(-1));
  }

  /** The last part of its name: what stands before a slash would be a place, not a name. */
  String safeName() {
    String last = filename.replaceFirst("(?s).*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
    return last.isBlank() || last.matches("\\.+") ? id + ".jsonl" : last;
  }
}
