package dev.attune.wire.errors;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The JSON of an {@link ApiError}: all four keys are always there. */
public record ErrorBody(@JsonProperty("error") Fields error) {

  /** What stands under {@code error}. */
  public record Fields(
      @JsonProperty("message") String message,
      @JsonProperty("type") String type,
      @JsonProperty("param") @Nullable String param,
      @JsonProperty("code") @Nullable String code) {}

  public static ErrorBody of(ApiError error) {
    return new ErrorBody(new Fields(error.message(), error.type(), error.param(), error.code()));
  }
}
