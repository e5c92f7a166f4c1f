package dev.attune.wire.usage;

import dev.attune.wire.json.WireName;
import java.time.Duration;

/** How much time one bucket is, and how many are told at once. */
public enum BucketWidth implements WireName {
  MINUTE("1m", Duration.ofMinutes(1), 60, 1440),
  HOUR("1h", Duration.ofHours(1), 24, 168),
  DAY("1d", Duration.ofDays(1), 7, 31);

  private final String wireName;
  private final Duration width;
  private final int usual;
  private final int most;

  BucketWidth(String wireName, Duration width, int usual, int most) {
    this.wireName = wireName;
    this.width = width;
    this.usual = usual;
    this.most = most;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  public Duration width() {
    return width;
  }

  int usual() {
    return usual;
  }

  int most() {
    return most;
  }
}
