package dev.attune.server.hub;

import dev.attune.wire.json.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A repository at one commit. Files in folders, and those with odd names, are not part of it.
 *
 * @param unchecked names of files whose size or checksum the hub does not tell
 */
record Snapshot(String commit, List<RemoteFile> files, Set<String> unchecked) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,199}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SHA_1 = Pattern.compile("[0-9a-f]{40}");
  private static final long LARGEST = 1L << 45;

  /** Reads what the hub says of a repository. */
  static Snapshot parse(byte[] json) {
    JsonNode root;
    try {
      root = WireJson.mapper().readTree(json);
    } catch (JacksonException e) {
      throw HubErrors.odd("what it says of the repository is not JSON");
    }
    String commit = root.path("sha").asString("");
    if (!COMMIT.matcher(commit).matches()) {
      throw HubErrors.odd("it names no commit");
    }
    List<RemoteFile> files = new ArrayList<>();
    Set<String> unchecked = new TreeSet<>();
    for (JsonNode sibling : root.path("siblings")) {
      String name = sibling.path("rfilename").asString("");
      if (NAME.matcher(name).matches()) {
        file(name, sibling).ifPresentOrElse(files::add, () -> unchecked.add(name));
      }
    }
    return new Snapshot(commit, List.copyOf(files), Set.copyOf(unchecked));
  }

  private static Optional<RemoteFile> file(String name, JsonNode sibling) {
    long size = sibling.path("size").asLong(-1);
    String sha256 = sibling.path("lfs").path("sha256").asString("");
    String blob = sibling.path("blobId").asString("");
    if (size < 0 || size > LARGEST) {
      return Optional.empty();
    }
    if (SHA_256.matcher(sha256).matches()) {
      return Optional.of(new RemoteFile(name, size, new Checksum.Sha256(sha256)));
    }
    return sibling.path("lfs").isObject() || !SHA_1.matcher(blob).matches()
        ? Optional.empty()
        : Optional.of(new RemoteFile(name, size, new Checksum.GitBlob(blob)));
  }
}
