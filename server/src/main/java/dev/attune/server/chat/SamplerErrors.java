package dev.attune.server.chat;

import dev.attune.wire.errors.ApiError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when its sampler does not do what it should. */
final class SamplerErrors {
  private static final Logger LOG = LoggerFactory.getLogger(SamplerErrors.class);

  static final ApiError DIED =
      serverError(
          500, "model_process_ended", "The model's process ended while it answered. Ask again.");

  static final ApiError SILENT =
      serverError(504, "model_timeout", "The model said nothing for too long. Ask again.");

  static final ApiError STOPPING =
      serverError(503, "server_stopping", "The server is being stopped. Ask again soon.");

  private SamplerErrors() {}

  static RuntimeException died(Exception cause) {
    LOG.warn("A sampler broke off; the client is told to ask again", cause);
    return DIED.toException();
  }

  static RuntimeException notLoaded(String model, String said) {
    LOG.error("The adapter {} could not be loaded: {}", model, said);
    return serverError(
            503,
            "model_unavailable",
            "The model %s could not be loaded. Try again; the server's log says more."
                .formatted(model))
        .toException();
  }

  private static ApiError serverError(int status, String code, String message) {
    return new ApiError(status, "server_error", code, null, message);
  }
}
