package dev.attune.server.web;

import dev.attune.wire.json.JsonLimits;
import dev.attune.wire.json.WireJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    try {
      // One byte more tells a body that is too large from one that just fits.
      return WireJson.parse(request.getInputStream().readNBytes(limits.bytes() + 1), limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
