package dev.attune.server.pages;

import dev.attune.platform.jobs.TrainingDevice;
import java.util.Locale;

/** A place where jobs can train, as the server found it. */
public record DeviceRow(String id, String name, String numbers, String jobs, String memory) {
  static DeviceRow of(TrainingDevice device) {
    return new DeviceRow(
        device.id(),
        device.name(),
        device.compute().name().toLowerCase(Locale.ROOT),
        Words.count(device.jobs()),
        Words.bytes(device.memory()));
  }
}
