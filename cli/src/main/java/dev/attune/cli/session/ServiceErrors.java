package dev.attune.cli.session;

import com.openai.core.JsonValue;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import dev.attune.wire.errors.ErrorBody;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line for a person out of what the SDK throws. */
public final class ServiceErrors {
  private ServiceErrors() {}

  /** What the API said, and what to do where the command knows better than the API. */
  public static String sentence(OpenAIServiceException failure) {
    String message = message(failure.body(), failure);
    return failure.statusCode() == 401 ? message + " " + KEY_HINT : message;
  }

  /** The server did not answer. */
  public static String sentence(OpenAIException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return ("No answer from the server (%s). Start one with 'attune serve', or say where it is with"
            + " --base-url.")
        .formatted(oneLine(cause.getMessage()));
  }

  static final String KEY_HINT =
      "Give a key with --api-key or ATTUNE_API_KEY; 'attune keys create' makes one.";

  /** The message of the body; of an answer that is no error body, what the SDK makes of it. */
  private static String message(JsonValue body, OpenAIServiceException failure) {
    if (body.convert(Object.class) instanceof Map<?, ?> fields
        && fields.get("error") instanceof Map<?, ?> error
        && error.get("message") instanceof String text) {
      return oneLine(text);
    }
    return oneLine(failure.getMessage());
  }

  static String sentence(ErrorBody body) {
    return oneLine(body.error().message());
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "no reason given" : text.strip().replaceAll("\\p{Cntrl}+", " ");
  }
}
