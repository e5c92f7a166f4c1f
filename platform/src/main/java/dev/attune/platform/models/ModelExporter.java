package dev.attune.platform.models;

import dev.attune.protocol.ExportReport;
import dev.attune.protocol.ExportSpec;
import java.util.function.Consumer;

/** Writes a model in a form that others load, in a process of its own. */
@FunctionalInterface
public interface ModelExporter {
  /**
   * Runs an export to its end. When {@code listener} throws, the export is broken off and leaves
   * nothing behind.
   *
   * @param listener hears all but the end, and where nothing happens for a while the last progress
   *     again
   * @throws dev.attune.platform.failure.PlatformException when it was refused or its process died
   */
  ExportReport.Exported export(ExportSpec spec, Consumer<ExportReport> listener);
}
