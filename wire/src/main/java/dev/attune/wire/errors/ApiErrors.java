package dev.attune.wire.errors;

import org.jspecify.annotations.Nullable;

/**
 * The refusals that OpenAI's service gives, in its own words, so that scripts which look into a
 * message find what they look for.
 */
public final class ApiErrors {
  private static final String KEYS_PAGE = "https://platform.openai.com/account/api-keys.";

  private ApiErrors() {}

  public static ApiError missingKey() {
    return unauthorized(
        null,
        "You didn't provide an API key. You need to provide your API key in an Authorization header"
            + " using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field"
            + " (with blank username) if you're accessing the API from your browser and are"
            + " prompted for a username and password. You can obtain an API key from "
            + KEYS_PAGE);
  }

  /** The key is repeated with its middle hidden. */
  public static ApiError wrongKey(String key) {
    return unauthorized(
        "invalid_api_key",
        "Incorrect API key provided: %s. You can find your API key at %s"
            .formatted(masked(key), KEYS_PAGE));
  }

  public static ApiError unknownUrl(String method, String path) {
    return notFound(null, null, "Invalid URL (%s %s)".formatted(method, path));
  }

  public static ApiError jobNotFound(String id) {
    return notFound("fine_tune_not_found", "fine_tune_id", "Could not find fine tune: " + id);
  }

  public static ApiError fileNotFound(String id) {
    return notFound(null, "id", "No such File object: " + id);
  }

  public static ApiError uploadNotFound(String id) {
    return notFound(null, "id", "No such Upload object: " + id);
  }

  /** For reading and deleting a model. */
  public static ApiError modelNotFound(String name) {
    return notFound("model_not_found", "model", "The model '%s' does not exist".formatted(name));
  }

  /** For asking a model something. */
  public static ApiError modelNotServed(String name) {
    return notFound(
        "model_not_found",
        "model",
        "The model `%s` does not exist or you do not have access to it.".formatted(name));
  }

  public static ApiError modelNotTunable(String name) {
    return ApiError.badRequest(
        "model_not_available",
        "model",
        "Model %s is not available for fine-tuning or does not exist.".formatted(name));
  }

  /**
   * An upload for fine-tuning that is not JSONL.
   *
   * @param detail which line and why, a sentence
   */
  public static ApiError notJsonLines(String detail) {
    return ApiError.badRequest(
        null,
        "Expected file to have JSONL format, where every line is a valid JSON dictionary. "
            + detail);
  }

  /** A field that is right by the wire and not done by the model that is asked. */
  public static ApiError unsupportedParameter(String name) {
    return ApiError.badRequest(
        "unsupported_parameter",
        name,
        "Unsupported parameter: '%s' is not supported with this model.".formatted(name));
  }

  /** The same of one value of a field. */
  public static ApiError unsupportedValue(String name, String value, String supported) {
    return ApiError.badRequest(
        "unsupported_value",
        name,
        "Unsupported value: '%s' does not support %s with this model. Only the default (%s) value is supported."
            .formatted(name, value, supported));
  }

  /** A project's key at a route of the organization. */
  public static ApiError needsAdminKey() {
    return new ApiError(
        403,
        ApiError.INVALID_REQUEST,
        null,
        null,
        "You have insufficient permissions for this operation. It needs an admin API key of your organization.");
  }

  /** An admin key at a route of a project. */
  public static ApiError needsProjectKey() {
    return new ApiError(
        403,
        ApiError.INVALID_REQUEST,
        null,
        null,
        "You have insufficient permissions for this operation. An admin API key opens no project; use a key of one.");
  }

  /** A failure of this server; what it was stands in its log. */
  public static ApiError internal() {
    return new ApiError(
        500,
        "server_error",
        null,
        null,
        "The server had an error while processing your request. Sorry about that!");
  }

  private static ApiError unauthorized(@Nullable String code, String text) {
    return new ApiError(401, ApiError.INVALID_REQUEST, code, null, text);
  }

  private static ApiError notFound(@Nullable String code, @Nullable String param, String text) {
    return new ApiError(404, ApiError.INVALID_REQUEST, code, param, text);
  }

  private static String masked(String key) {
    if (key.length() < 16) {
      return "*".repeat(key.length());
    }
    int hidden = Math.min(key.length() - 7, 40);
    return key.substring(0, 3) + "*".repeat(hidden) + key.substring(key.length() - 4);
  }
}
