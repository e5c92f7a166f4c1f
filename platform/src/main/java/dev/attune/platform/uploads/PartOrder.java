package dev.attune.platform.uploads;

import dev.attune.platform.failure.PlatformException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The parts of an upload in the order that its completion asks for. */
final class PartOrder {
  private final Upload upload;
  private final Map<String, UploadPart> parts;
  private final Set<String> taken = new HashSet<>();

  PartOrder(Upload upload, List<UploadPart> parts) {
    this.upload = upload;
    this.parts = parts.stream().collect(Collectors.toMap(UploadPart::id, Function.identity()));
  }

  /** The parts that are named; whatever is wrong with the list is said by name. */
  List<UploadPart> of(List<String> ids) {
    List<UploadPart> ordered = new ArrayList<>();
    for (String id : ids) {
      ordered.add(take(id, "part_ids[%d]".formatted(ordered.size())));
    }
    long bytes = ordered.stream().mapToLong(part -> part.blob().bytes()).sum();
    if (bytes != upload.bytes()) {
      throw PlatformException.invalid(
          "part_ids",
          "The parts have %,d bytes together, but the upload was created for %,d. Name every part, or create an upload of the right size."
              .formatted(bytes, upload.bytes()));
    }
    return ordered;
  }

  private UploadPart take(String id, String param) {
    UploadPart part = parts.get(id);
    if (part == null) {
      throw PlatformException.invalid(
          param, "The upload %s has no part '%s'. Add it first.".formatted(upload.id(), id));
    }
    if (!taken.add(id)) {
      throw PlatformException.invalid(
          param, "The part '%s' is named twice. Name it once.".formatted(id));
    }
    return part;
  }
}
