package dev.attune.platform.jobs;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A service that a job's numbers go to, beside its events. */
public sealed interface Tracking {

  /** The services. */
  enum Service {
    WANDB("Weights & Biases"),
    MLFLOW("MLflow"),
    TENSORBOARD("TensorBoard");

    private final String label;

    Service(String label) {
      this.label = label;
    }

    /** As people call it. */
    public String label() {
      return label;
    }

    /** As the database has it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Service service();

  /**
   * A run of Weights and Biases, which whoever created the job asked for.
   *
   * @param name null for the job's id
   * @param entity a user or a team there, null for that of the server's key
   */
  record Wandb(String project, @Nullable String name, @Nullable String entity, List<String> tags)
      implements Tracking {
    public Wandb {
      tags = List.copyOf(tags);
    }

    @Override
    public Service service() {
      return Service.WANDB;
    }
  }

  /** A run of MLflow, which the operator wants of every job. */
  record Mlflow() implements Tracking {
    @Override
    public Service service() {
      return Service.MLFLOW;
    }
  }

  /** An event file in the run directory, which the operator wants of every job. */
  record TensorBoard() implements Tracking {
    @Override
    public Service service() {
      return Service.TENSORBOARD;
    }
  }
}
