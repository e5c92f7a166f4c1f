package dev.attune.wire.webhooks;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.attune.wire.json.WireName;
import java.util.Arrays;

/** What an event tells of. */
public enum WebhookEventType implements WireName {
  SUCCEEDED("fine_tuning.job.succeeded"),
  FAILED("fine_tuning.job.failed"),
  CANCELLED("fine_tuning.job.cancelled");

  private final String wireName;

  WebhookEventType(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** The type that is called so. */
  @JsonCreator
  public static WebhookEventType of(String wireName) {
    return Arrays.stream(values())
        .filter(type -> type.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no event " + wireName));
  }
}
