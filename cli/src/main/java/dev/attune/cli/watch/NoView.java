package dev.attune.cli.watch;

import dev.attune.wire.finetuning.AttuneJob;

/** Nothing is shown. */
final class NoView implements WatchView {
  @Override
  public void happened(String message) {}

  @Override
  public void stepped(StepProgress progress) {}

  @Override
  public void reading(AttuneJob.Validation read) {}

  @Override
  public void looked(String status, Course course) {}

  @Override
  public void close() {}
}
