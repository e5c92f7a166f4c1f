package dev.attune.worker.trainer;

import dev.attune.data.check.TrainingFileException;
import dev.attune.data.failure.DataException;
import dev.attune.model.decoder.ModelException;
import dev.attune.protocol.Exit;
import dev.attune.torch.DeviceException;
import dev.attune.training.TrainingException;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What ended a training, in words for the person whose job it is. */
final class Failures {
  private static final String OUT_OF_MEMORY =
      "The trainer ran out of memory. Try a shorter attune.max_sequence_length, a smaller batch_size or model, or fewer jobs at once.";
  private static final String STORAGE_FULL =
      "The disk is full, so no checkpoint can be saved. Free some space and create the job again.";
  private static final String INTERNAL =
      "The trainer failed in a way that it does not know. Its log says more.";

  private Failures() {}

  /** The last word of a trainer. */
  static Exit.Failed exit(long fence, Throwable failure) {
    if (isLackOfMemory(failure)) {
      return new Exit.Failed(fence, "out_of_memory", OUT_OF_MEMORY, null);
    }
    if (isLackOfSpace(failure)) {
      return new Exit.Failed(fence, "storage_full", STORAGE_FULL, null);
    }
    return switch (failure) {
      case TrainingFileException e -> failed(fence, e.code(), e, e.param());
      case DataException e -> failed(fence, "invalid_model", e, "model");
      case ModelException e -> failed(fence, "invalid_model", e, "model");
      case DeviceException e -> failed(fence, "device_unavailable", e, "attune.device");
      case LinkageError e ->
          new Exit.Failed(
              fence,
              "device_unavailable",
              "libtorch cannot be loaded: %s. A build with -Pcuda needs CUDA, cuDNN and NCCL on this machine; one without needs none of them."
                  .formatted(e.getMessage()),
              null);
      case TrainingException e -> failed(fence, code(e.reason()), e, null);
      default -> new Exit.Failed(fence, "internal_error", INTERNAL, null);
    };
  }

  private static Exit.Failed failed(
      long fence, String code, Throwable failure, @Nullable String param) {
    return new Exit.Failed(fence, code, String.valueOf(failure.getMessage()), param);
  }

  private static String code(TrainingException.Reason reason) {
    return switch (reason) {
      case LOSS_NOT_FINITE -> "loss_not_finite";
      case DIVERGED -> "loss_diverged";
      case CHECKPOINT_MISMATCH -> "checkpoint_mismatch";
    };
  }

  /** libtorch tells a lack of memory only by its words. */
  private static boolean isLackOfMemory(Throwable failure) {
    return causes(failure)
        .anyMatch(cause ->
            cause instanceof OutOfMemoryError
                || says(cause, "allocate memory")
                || says(cause, "not enough memory")
                || says(cause, "cuda out of memory"));
  }

  private static boolean isLackOfSpace(Throwable failure) {
    return causes(failure)
        .anyMatch(cause -> says(cause, "no space left") || says(cause, "quota exceeded"));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static boolean says(Throwable cause, String words) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains(words);
  }
}
