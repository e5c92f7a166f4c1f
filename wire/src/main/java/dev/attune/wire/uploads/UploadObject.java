package dev.attune.wire.uploads;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.attune.wire.files.FileObject;
import dev.attune.wire.files.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * An upload as a client sees it.
 *
 * @param bytes that were promised, whatever came of them so far
 * @param createdAt seconds since 1970
 * @param expiresAt seconds since 1970, when a pending upload ends by itself
 * @param file what was made of the parts, null unless the upload is completed
 */
@JsonPropertyOrder({
  "id",
  "object",
  "bytes",
  "created_at",
  "filename",
  "purpose",
  "status",
  "expires_at",
  "file"
})
public record UploadObject(
    @JsonProperty("id") String id,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("filename") String filename,
    @JsonProperty("purpose") Purpose purpose,
    @JsonProperty("status") UploadStatus status,
    @JsonProperty("expires_at") long expiresAt,
    @JsonProperty("file") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FileObject file) {

  @JsonProperty("object")
  public String object() {
    return "upload";
  }
}
