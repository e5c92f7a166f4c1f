package dev.attune.cli.session;

import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import dev.attune.wire.errors.ErrorBody;
import org.jspecify.annotations.Nullable;

/** One line for a person out of what the SDK throws. */
public final class ServiceErrors {
  private ServiceErrors() {}

  /** What happened, and what to do about it. */
  public static String sentence(OpenAIException failure) {
    return switch (failure) {
      case OpenAIServiceException service -> refused(service);
      case OpenAIIoException io -> unanswered(io);
      default ->
          "The server's answer is not understood (%s). Is --base-url right?"
              .formatted(oneLine(failure.getMessage()));
    };
  }

  /** What the API said, and what to do where the command knows better than the API. */
  private static String refused(OpenAIServiceException failure) {
    String message = message(failure);
    return failure.statusCode() == 401 ? message + " " + KEY_HINT : message;
  }

  private static String unanswered(OpenAIIoException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return ("No answer from the server (%s). Start one with 'attune serve', or say where it is with"
            + " --base-url.")
        .formatted(oneLine(cause.getMessage()));
  }

  static final String KEY_HINT =
      "Give a key with --api-key or ATTUNE_API_KEY; 'attune keys create' makes one.";

  /** The SDK puts the status before the message, which only matters when no API spoke. */
  private static String message(OpenAIServiceException failure) {
    String message = oneLine(failure.getMessage());
    return failure.type().isPresent() ? message.replaceFirst("^[0-9]{3}: ", "") : message;
  }

  static String sentence(ErrorBody body) {
    return oneLine(body.error().message());
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "no reason given" : text.strip().replaceAll("\\p{Cntrl}+", " ");
  }
}
