package dev.attune.torch;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch;

/** libtorch itself: loading it, and what holds for a whole process or thread. */
public final class Torch {
  static {
    // Read once, when JavaCPP's first class loads. Scopes free every native object, so the
    // collector need not watch them
    // (half the cost of a small operator), and JavaCPP's own guess of a memory limit would only get
    // in the way.
    System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
    System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    openblas_nolapack.blas_set_num_threads(1);
    torch.set_num_threads(1);
  }

  private Torch() {}

  /** Loads the native libraries, which takes seconds the first time in a process. */
  public static void load() {
    // The static initialiser above has done it.
  }

  /**
   * To be called once on every thread that computes: operators run on the calling thread alone and
   * record nothing for autograd.
   */
  public static void enterThread() {
    enterThread(1);
  }

  /**
   * The same for a thread whose large operators may use {@code threads} cores, since nothing else
   * computes beside it.
   */
  public static void enterThread(int threads) {
    load();
    torch.set_num_threads(threads);
    GradMode.set_enabled(false);
  }
}
