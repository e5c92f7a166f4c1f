package dev.attune.server.pages;

import java.util.List;

/** Base models of this machine, and what the project made of them. */
public record ModelsPage(Frame frame, List<BaseRow> bases, List<TunedRow> tuned) {
  public ModelsPage {
    bases = List.copyOf(bases);
    tuned = List.copyOf(tuned);
  }
}
