package dev.attune.server.hub;

import dev.attune.platform.failure.PlatformException;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.errors.ApiException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when the hub refuses, or cannot be understood. */
final class HubErrors {
  private static final Logger LOG = LoggerFactory.getLogger(HubErrors.class);

  private HubErrors() {}

  /**
   * The failure that a status means.
   *
   * @param what was asked for, a repository or a file
   * @param page where a person finds the repository
   * @throws IOException where asking again may help
   */
  static RuntimeException ofStatus(int status, String what, String page) throws IOException {
    if (status == 429 || status / 100 == 5) {
      throw new IOException("The hub answered " + status);
    }
    return switch (status) {
      case 401 ->
          PlatformException.invalid(
              "repository",
              "The hub does not show %s to strangers: it is private or gated, or does not exist. Check its name; accept its licence at %s; then start the server with ATTUNE_HUB_TOKEN set to a token of your account that may read it."
                  .formatted(what, page));
      case 403 ->
          PlatformException.invalid(
              "repository",
              "The hub refuses %s: its licence must be accepted first, at %s, by the account whose token the server has in ATTUNE_HUB_TOKEN."
                  .formatted(what, page));
      case 404 ->
          new ApiError(
                  404,
                  ApiError.INVALID_REQUEST,
                  "hub_not_found",
                  "repository",
                  "The hub has no %s. Check the name and the revision at %s.".formatted(what, page))
              .toException();
      default -> odd("it answered " + status);
    };
  }

  static ApiException odd(String how) {
    return unavailable(
        "The hub's answer is not understood: %s. Is --hub-endpoint right?".formatted(how));
  }

  static ApiException unreachable(IOException cause) {
    LOG.warn("The hub cannot be reached; the client is told so", cause);
    return unavailable(
        "The hub does not answer, or breaks off again and again. What has come is kept: pull again to go on. The server's log has the reason.");
  }

  static ApiException damaged(RemoteFile file) {
    return unavailable(
        "%s did not come as the hub describes it: its checksum or size is another. It was deleted; pull again."
            .formatted(file.name()));
  }

  private static ApiException unavailable(String message) {
    return new ApiError(502, "server_error", "hub_unavailable", null, message).toException();
  }
}
