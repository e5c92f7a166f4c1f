package dev.attune.server.hub;

import dev.attune.platform.failure.PlatformException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which files of a repository are taken: a model's own, and none of anything that could be run. */
final class Selection {
  static final String CONFIG = "config.json";

  private static final String WEIGHTS = ".safetensors";
  private static final Set<String> BESIDE =
      Set.of(
          CONFIG,
          "generation_config.json",
          "model.safetensors.index.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "chat_template.jinja",
          "tokenizer.model",
          "vocab.json",
          "merges.txt",
          "added_tokens.json");
  private static final Set<String> PICKLES = Set.of(".bin", ".pt", ".pth", ".ckpt", ".pkl");

  /** The largest vocabularies need a third of it. */
  private static final long LARGEST_BESIDE = 128L << 20;

  private static final long LARGEST_CONFIG = 1L << 20;

  private Selection() {}

  /** The files to take, {@code config.json} first. */
  static List<RemoteFile> of(String repository, Snapshot snapshot) {
    List<RemoteFile> weights = weights(snapshot.files());
    Set<String> unchecked = snapshot.unchecked();
    if (unchecked.stream().anyMatch(name -> BESIDE.contains(name) || name.endsWith(WEIGHTS))) {
      throw HubErrors.odd("it tells no checksum of some files");
    }
    if (weights.isEmpty()) {
      throw noWeights(repository, snapshot.files());
    }
    if (snapshot.files().stream().noneMatch(Selection::isConfig)) {
      throw refused(
          "'%s' has no config.json, so it is no model in Hugging Face's format. Is it an adapter or a part of a model? Pull the base model."
              .formatted(repository));
    }
    List<RemoteFile> beside =
        snapshot.files().stream().filter(file -> BESIDE.contains(file.name())).toList();
    beside.forEach(Selection::checkSize);
    return Stream.of(
            beside.stream().filter(Selection::isConfig),
            beside.stream().filter(Predicate.not(Selection::isConfig)),
            weights.stream())
        .flatMap(part -> part)
        .toList();
  }

  /** Some publishers put the same weights there twice; those that the index names begin so. */
  private static List<RemoteFile> weights(List<RemoteFile> files) {
    List<RemoteFile> all = files.stream().filter(file -> file.name().endsWith(WEIGHTS)).toList();
    List<RemoteFile> usual = all.stream().filter(file -> file.name().startsWith("model")).toList();
    return usual.isEmpty() ? all : usual;
  }

  private static boolean isConfig(RemoteFile file) {
    return file.name().equals(CONFIG);
  }

  private static void checkSize(RemoteFile file) {
    if (file.size() > (isConfig(file) ? LARGEST_CONFIG : LARGEST_BESIDE)) {
      throw refused(
          "Its %s has %,d bytes, more than any real one.".formatted(file.name(), file.size()));
    }
  }

  private static PlatformException noWeights(String repository, List<RemoteFile> files) {
    List<String> pickles =
        files.stream().map(RemoteFile::name).filter(Selection::isPickle).toList();
    return pickles.isEmpty()
        ? refused(
            "'%s' has no safetensors, so there are no weights that can be pulled."
                .formatted(repository))
        : refused(
            "'%1$s' has no safetensors, only pickles such as %2$s, which can run code when they are loaded. Convert it where that does no harm, with transformers: AutoModelForCausalLM.from_pretrained('%1$s').save_pretrained('DIR'), and the same for AutoTokenizer; then 'attune models add DIR'."
                .formatted(repository, pickles.getFirst()));
  }

  private static boolean isPickle(String name) {
    return PICKLES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
  }

  private static PlatformException refused(String message) {
    return PlatformException.invalid("repository", message);
  }
}
