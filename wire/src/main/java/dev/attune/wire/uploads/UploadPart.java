package dev.attune.wire.uploads;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A part of an upload as a client sees it.
 *
 * @param createdAt seconds since 1970
 */
@JsonPropertyOrder({"id", "object", "created_at", "upload_id"})
public record UploadPart(
    @JsonProperty("id") String id,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("upload_id") String uploadId) {

  @JsonProperty("object")
  public String object() {
    return "upload.part";
  }
}
