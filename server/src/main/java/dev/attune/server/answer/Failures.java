package dev.attune.server.answer;

import dev.attune.platform.failure.PlatformException;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiErrors;
import dev.attune.wire.errors.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which error a client is told when something failed; what it must not know is logged. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /**
   * The error of a failure.
   *
   * @param what was being done, for the log
   */
  public static ApiError toError(Throwable failure, String what) {
    return switch (failure) {
      case ApiException known -> known.error();
      case PlatformException known -> toError(known, what);
      default -> {
        LOG.error("{} failed; the client gets a 500", what, failure);
        yield ApiErrors.internal();
      }
    };
  }

  private static ApiError toError(PlatformException failure, String what) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.code()) {
      case FILE_NOT_FOUND -> ApiErrors.fileNotFound(message);
      case UPLOAD_NOT_FOUND -> ApiErrors.uploadNotFound(message);
      case JOB_NOT_FOUND -> ApiErrors.jobNotFound(message);
      case MODEL_NOT_FOUND -> ApiErrors.modelNotFound(message);
      case MODEL_NOT_SERVED -> ApiErrors.modelNotServed(message);
      case MODEL_NOT_TUNABLE -> ApiErrors.modelNotTunable(message);
      case KEY_NOT_FOUND -> missing("key", message);
      case PROJECT_NOT_FOUND -> missing("project", message);
      case SERVICE_ACCOUNT_NOT_FOUND -> missing("service account", message);
      case PERMISSION_NOT_FOUND -> missing("permission", message);
      case WEBHOOK_NOT_FOUND -> missing("webhook", message);
      case NOT_JSON_LINES -> ApiErrors.notJsonLines(message);
      case INVALID_REQUEST, WRONG_STATE -> ApiError.badRequest(failure.param(), message);
      case INSUFFICIENT_MEMORY ->
          ApiError.badRequest("insufficient_memory", failure.param(), message);
      case SAMPLER_UNAVAILABLE -> logged(failure, what, 503, "model_unavailable", message);
      case WORKER_FAILED -> logged(failure, what, 500, "worker_failed", message);
      case INTEGRITY -> logged(failure, what, 500, "integrity_error", message);
      case STORAGE_FULL -> logged(failure, what, 507, "storage_full", message);
      case UNUSABLE_STORAGE -> {
        // Its message names a path of this machine.
        LOG.error("{} failed; the client gets a 500", what, failure);
        yield ApiErrors.internal();
      }
    };
  }

  private static ApiError missing(String what, String id) {
    return new ApiError(
        404, ApiError.INVALID_REQUEST, null, "id", "No such %s: %s".formatted(what, id));
  }

  private static ApiError logged(
      PlatformException failure, String what, int status, String code, String message) {
    LOG.error("{} failed; the client gets a {}", what, status, failure);
    return new ApiError(status, "server_error", code, null, message);
  }
}
