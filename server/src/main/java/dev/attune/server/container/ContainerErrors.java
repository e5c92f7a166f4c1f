package dev.attune.server.container;

import dev.attune.server.answer.AnswerHeaders;
import dev.attune.server.answer.ErrorAnswer;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.errors.ErrorBody;
import dev.attune.wire.json.WireJson;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Our error body for what the container refuses by itself, mostly requests that are not HTTP. */
final class ContainerErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ApiError error = error(response.getStatus(), request);
    HttpFields.Mutable headers = response.getHeaders();
    if (!headers.contains(AnswerHeaders.REQUEST_ID)) {
      AnswerHeaders.begin(headers::put);
    }
    headers.put(AnswerHeaders.PROCESSING_MILLIS, "0");
    headers.put("content-type", "application/json");
    ErrorAnswer.headers(error).forEach(headers::put);
    response.write(true, ByteBuffer.wrap(WireJson.bytes(ErrorBody.of(error))), callback);
    return true;
  }

  private static ApiError error(int status, Request request) {
    return switch (status) {
      case 404, 405 -> ApiErrors.unknownUrl(request.getMethod(), Request.getPathInContext(request));
      case 408 -> refusal(status, "The request did not come whole in time. Try again.");
      case 413, 414, 431 ->
          refusal(status, "The URL or the headers of the request are too long. Send shorter ones.");
      case 417 -> refusal(status, "What the request expects is not done here. Leave Expect out.");
      case 505 -> refusal(status, "This server speaks HTTP/1.1. Use that.");
      default ->
          status < 500
              ? refusal(status, "The request is not valid HTTP. Check the client that sent it.")
              : ApiErrors.internal();
    };
  }

  private static ApiError refusal(int status, String message) {
    return new ApiError(status, ApiError.INVALID_REQUEST, null, null, message);
  }
}
