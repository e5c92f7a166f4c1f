package dev.attune.platform.store;

import dev.attune.platform.jobs.Tracking;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a job is tracked by, as a column, and back. */
final class TrackingColumn {
  private TrackingColumn() {}

  /** One of them; the fields after the first are of Weights and Biases only. */
  private record Entry(
      String service,
      @Nullable String project,
      @Nullable String name,
      @Nullable String entity,
      @Nullable List<String> tags) {

    static Entry of(Tracking tracking) {
      String service = tracking.service().text();
      return switch (tracking) {
        case Tracking.Wandb(var project, var name, var entity, var tags) ->
            new Entry(service, project, name, entity, tags);
        case Tracking.Mlflow _, Tracking.TensorBoard _ ->
            new Entry(service, null, null, null, null);
      };
    }

    Tracking tracking() {
      return switch (Tracking.Service.valueOf(service.toUpperCase(Locale.ROOT))) {
        case WANDB ->
            new Tracking.Wandb(
                Objects.requireNonNull(project), name, entity, Objects.requireNonNull(tags));
        case MLFLOW -> new Tracking.Mlflow();
        case TENSORBOARD -> new Tracking.TensorBoard();
      };
    }
  }

  static String text(List<Tracking> tracking) {
    return JsonColumn.text(tracking.stream().map(Entry::of).toList());
  }

  static List<Tracking> read(String text) {
    return Stream.of(JsonColumn.read(text, Entry[].class)).map(Entry::tracking).toList();
  }
}
