package dev.attune.cli.migrate;

import dev.attune.cli.session.CliException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Which model here a job begins from. */
final class ModelChoice {
  private static final String TUNED = "ft:";

  private final ModelMap map;
  private final Set<String> here;
  private final Map<String, OldJob> makers;
  private final Function<OldJob, Optional<String>> madeAgain;

  /**
   * A choice among the models of this server.
   *
   * @param jobs there; some made the models that others go on from
   * @param madeAgain the model here of a job there that was made again, once it has one
   */
  ModelChoice(
      ModelMap map,
      Set<String> here,
      List<OldJob> jobs,
      Function<OldJob, Optional<String>> madeAgain) {
    this.map = map;
    this.here = new TreeSet<>(here);
    this.makers =
        jobs.stream()
            .filter(job -> job.tunedModel().isPresent())
            .collect(
                Collectors.toMap(
                    job -> job.tunedModel().orElseThrow(),
                    UnaryOperator.identity(),
                    (first, _) -> first));
    this.madeAgain = madeAgain;
  }

  /** The model here, empty when it is a tuned one that is still to be made. */
  Optional<String> find(String model) {
    return map.find(model)
        .or(() -> Optional.of(model).filter(here::contains))
        .or(() -> Optional.ofNullable(makers.get(model)).flatMap(madeAgain));
  }

  /**
   * Makes sure of a model for each of these jobs.
   *
   * @throws CliException that names all that are missing at once
   */
  void demand(List<OldJob> jobs) {
    Set<String> asked =
        jobs.stream().map(OldJob::model).collect(Collectors.toCollection(TreeSet::new));
    Set<String> unmapped =
        asked.stream()
            .filter(model -> !makers.containsKey(model) && find(model).isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!unmapped.isEmpty()) {
      throw CliException.usage(
          "No --map for %s. Models here: %s. Say which is which, such as --map %s=%s"
              .formatted(
                  String.join(", ", unmapped), listed(), unmapped.iterator().next(), example()));
    }
    asked.stream()
        .flatMap(model -> map.find(model).stream())
        .filter(model -> !here.contains(model))
        .findFirst()
        .ifPresent(model -> {
          throw CliException.usage(
              "There is no model %s here. Models here: %s".formatted(model, listed()));
        });
  }

  private String listed() {
    return here.isEmpty() ? "none; add one with 'attune models add'" : String.join(", ", here);
  }

  private String example() {
    return here.stream().filter(name -> !name.startsWith(TUNED)).findFirst().orElse("MODEL");
  }
}
