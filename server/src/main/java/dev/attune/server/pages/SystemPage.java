package dev.attune.server.pages;

import java.util.List;

/**
 * The machine: what it does, what it has, and what it is.
 *
 * @param devices where jobs train, the one for jobs that name none first
 * @param log the end of what the last trainer wrote
 */
public record SystemPage(
    Frame frame,
    List<Fact> queue,
    List<Fact> machine,
    List<Fact> versions,
    List<DeviceRow> devices,
    String log) {
  public SystemPage {
    queue = List.copyOf(queue);
    machine = List.copyOf(machine);
    versions = List.copyOf(versions);
    devices = List.copyOf(devices);
  }
}
