package dev.attune.server.web;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The JSON of a request, whatever its type is said to be; read when a handler asks for it. */
public final class JsonBody {
  private final HttpServletRequest request;

  JsonBody(HttpServletRequest request) {
    this.request = request;
  }

  /** The body of a request that is small by its nature. */
  public JsonNode small() {
    return tree(JsonLimits.SMALL);
  }

  public JsonNode tree(JsonLimits limits) {
    return WireJson.parse(isForm() ? new byte[0] : bytes(limits.bytes() + 1), limits);
  }

  /** A form has no place here, and may be of any size. */
  private boolean isForm() {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  /** One byte more than allowed tells a body that is too large from one that just fits. */
  private byte[] bytes(int most) {
    try {
      return request.getInputStream().readNBytes(most);
    } catch (IOException e) {
      throw new ApiError(
              408,
              ApiError.INVALID_REQUEST,
              null,
              null,
              "The body of the request did not come whole in time. Try again.")
          .toException();
    }
  }
}
