package dev.attune.worker.trainer;

import dev.attune.protocol.Control;
import dev.attune.protocol.RunDirectory;

/** What the control plane wants of the trainer with this fence. */
record Orders(RunDirectory run, long fence) {
  /**
   * What to do now.
   *
   * @throws StopNow when nothing is wanted of this trainer any more
   */
  Control.Command now() {
    Control control = run.control();
    if (control.fence() != fence || control.command() == Control.Command.CANCEL) {
      throw new StopNow();
    }
    return control.command();
  }

  /** The run is somebody else's now, or nobody's: this process ends without another word. */
  static final class StopNow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopNow() {
      super("The control plane wants this trainer to end");
    }
  }
}
