package dev.attune.server.answer;

import dev.attune.wire.ids.Ids;
import java.util.function.BiConsumer;

/** The headers that every answer has, errors of the container included. */
public final class AnswerHeaders {
  /** SDKs show it as the id of the request. */
  public static final String REQUEST_ID = "x-request-id";

  public static final String PROCESSING_MILLIS = "openai-processing-ms";
  public static final String ORGANIZATION = "openai-organization";

  private static final Ids IDS = new Ids();

  private AnswerHeaders() {}

  public static void begin(BiConsumer<String, String> header) {
    header.accept(REQUEST_ID, IDS.request());
    header.accept("openai-version", "2020-10-01");
    header.accept("x-content-type-options", "nosniff");
  }
}
