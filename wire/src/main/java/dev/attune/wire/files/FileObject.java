package dev.attune.wire.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.attune.wire.lists.CursorPage;
import dev.attune.wire.lists.Page;
import org.jspecify.annotations.Nullable;

/**
 * A file as a client sees it.
 *
 * @param createdAt seconds since 1970
 * @param expiresAt seconds since 1970, null when it never does
 * @param statusDetails why the status is an error, else null
 */
@JsonPropertyOrder({
  "id",
  "object",
  "bytes",
  "created_at",
  "expires_at",
  "filename",
  "purpose",
  "status",
  "status_details"
})
public record FileObject(
    @JsonProperty("id") String id,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("created_at") long createdAt,
    @JsonProperty("expires_at") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long expiresAt,
    @JsonProperty("filename") String filename,
    @JsonProperty("purpose") Purpose purpose,
    @JsonProperty("status") FileStatus status,
    @JsonProperty("status_details") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String statusDetails) {

  @JsonProperty("object")
  public String object() {
    return "file";
  }

  /** A page of files; its ids may not be null, so those of an empty page are empty. */
  public static CursorPage<FileObject> page(Page<FileObject> page) {
    return page.data().isEmpty()
        ? new CursorPage<>(page.data(), "", "", page.hasMore())
        : CursorPage.of(page, FileObject::id);
  }
}
