package dev.attune.platform.uploads;

import dev.attune.platform.files.Blob;
import java.time.Instant;

/**
 * A piece of an upload.
 *
 * @param blob its bytes, which are on disk before the part is told of
 */
public record UploadPart(String id, String uploadId, Blob blob, Instant createdAt) {}
