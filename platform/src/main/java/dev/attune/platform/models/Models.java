package dev.attune.platform.models;

import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.owner.Project;
import dev.attune.protocol.DurableFiles;
import dev.attune.protocol.ModelCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Base models, which every project sees, and each project's tuned models. */
public final class Models {
  private static final String SYSTEM = "system";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

  private final ModelStore store;
  private final ModelInspector inspector;
  private final Aliases aliases;
  private final InstantSource clock;

  public Models(ModelStore store, ModelInspector inspector, Aliases aliases, InstantSource clock) {
    this.store = store;
    this.inspector = inspector;
    this.aliases = aliases;
    this.clock = clock;
  }

  /**
   * Takes a base model from a directory, which stays where it is and must stay there.
   *
   * @param name null for the directory's own name
   */
  public BaseModel add(Path directory, @Nullable String name) {
    Path real = real(directory);
    String known = name == null ? String.valueOf(real.getFileName()) : name;
    checkName(known);
    BaseModel model =
        switch (inspector.inspect(real)) {
          case ModelCheck.Refused refused ->
              throw PlatformException.invalid("directory", refused.message());
          case ModelCheck.Usable usable -> baseModel(known, real, usable);
        };
    if (!store.insert(model)) {
      throw nameTaken(known);
    }
    return model;
  }

  /** Refuses a name that {@link #add} would refuse, before anything is done for it. */
  public void requireFree(String name) {
    checkName(name);
    if (store.findBase(name).isPresent()) {
      throw nameTaken(name);
    }
  }

  private void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw PlatformException.invalid(
          "name",
          "'%s' cannot be the name of a model: up to 64 letters, digits, dots, dashes and underscores can. Give a name."
              .formatted(name));
    }
    if (aliases.baseByAlias().containsKey(name)) {
      throw PlatformException.invalid(
          "name", "The name '%s' is taken by an alias.".formatted(name));
    }
  }

  private static PlatformException nameTaken(String name) {
    return PlatformException.invalid(
        "name",
        "There is a model named '%s' already. Choose another name, or remove that one first."
            .formatted(name));
  }

  /** Aliases and base models by name, then tuned models from the oldest on. */
  public List<ListedModel> list(Project project) {
    List<ListedModel> listed = new ArrayList<>();
    new TreeMap<>(aliases.baseByAlias()).keySet().forEach(alias -> findBase(alias, listed));
    store.listBase().forEach(base -> listed.add(listed(base.name(), base.createdAt())));
    store.listTuned(project.id()).forEach(tuned -> listed.add(listed(tuned, project)));
    return listed;
  }

  /** By name. */
  public List<BaseModel> listBases() {
    return store.listBase();
  }

  /** Oldest first. */
  public List<TunedModel> listTuned(Project project) {
    return store.listTuned(project.id());
  }

  public ListedModel retrieve(Project project, String name) {
    return store
        .findTuned(project.id(), name)
        .map(tuned -> listed(tuned, project))
        .or(() -> store.findBase(aliases.resolve(name)).map(base -> listed(name, base.createdAt())))
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.MODEL_NOT_FOUND, name));
  }

  /** Deletes a tuned model with its weights, or forgets a base model and leaves its directory. */
  public void delete(Project project, String name) {
    Optional<TunedModel> tuned = store.findTuned(project.id(), name);
    if (tuned.isPresent()) {
      store.deleteTuned(project.id(), name);
      deleteWeights(tuned.get().directory());
      return;
    }
    int needed = store.countTunedOf(name);
    if (needed > 0) {
      throw PlatformException.invalid(
          "model",
          "%d tuned models need the base model '%s'. Delete them first.".formatted(needed, name));
    }
    if (!store.deleteBase(name)) {
      throw PlatformException.notFound(ErrorCode.MODEL_NOT_FOUND, name);
    }
  }

  /** How a model is asked, by its own project or by one that has a permission. */
  public ServableModel servable(Project project, String name) {
    return store
        .findTuned(project.id(), name)
        .or(() -> store.findPermitted(project.id(), name))
        .map(this::servable)
        .or(() -> store.findBase(aliases.resolve(name)).map(Models::servable))
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.MODEL_NOT_SERVED, name));
  }

  private static ServableModel servable(BaseModel base) {
    return new ServableModel(base.name(), base.name(), base.directory(), Optional.empty());
  }

  private ServableModel servable(TunedModel tuned) {
    String name = tuned.name();
    Path directory = tuned.directory();
    return switch (tuned.tuning()) {
      case FULL -> new ServableModel(name, name, directory, Optional.empty());
      case LORA -> {
        BaseModel base = base(tuned);
        yield new ServableModel(name, base.name(), base.directory(), Optional.of(directory));
      }
    };
  }

  /** Where a job that names this model starts from. */
  public StartingPoint startingPoint(String projectId, String name) {
    return store
        .findTuned(projectId, name)
        .map(this::startingPoint)
        .or(() -> store.findBase(aliases.resolve(name)).map(Models::startingPoint))
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.MODEL_NOT_TUNABLE, name));
  }

  private static StartingPoint startingPoint(BaseModel base) {
    return new StartingPoint(base.name(), base, base.directory(), Optional.empty());
  }

  private StartingPoint startingPoint(TunedModel tuned) {
    BaseModel base = base(tuned);
    return switch (tuned.tuning()) {
      case FULL -> new StartingPoint(tuned.name(), base, tuned.directory(), Optional.empty());
      case LORA -> new StartingPoint(tuned.name(), base, base.directory(), Optional.of(tuned));
    };
  }

  private BaseModel base(TunedModel tuned) {
    return store
        .findBase(tuned.base())
        .orElseThrow(() -> PlatformException.notFound(ErrorCode.MODEL_NOT_SERVED, tuned.base()));
  }

  private BaseModel baseModel(String name, Path directory, ModelCheck.Usable usable) {
    return new BaseModel(
        name,
        directory,
        usable.family(),
        usable.parameters(),
        usable.hiddenSize(),
        usable.maxPositionEmbeddings(),
        usable.linearModules(),
        Instant.ofEpochMilli(clock.millis()));
  }

  private void findBase(String alias, List<ListedModel> listed) {
    store
        .findBase(aliases.resolve(alias))
        .ifPresent(base -> listed.add(listed(alias, base.createdAt())));
  }

  private static ListedModel listed(String name, Instant createdAt) {
    return new ListedModel(name, createdAt, SYSTEM);
  }

  private static ListedModel listed(TunedModel tuned, Project project) {
    return new ListedModel(tuned.name(), tuned.createdAt(), project.organization().name());
  }

  private static Path real(Path directory) {
    try {
      Path real = directory.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException unreadable) {
      // Said below.
    }
    throw PlatformException.invalid(
        "directory",
        "%s is not a directory that the server can read. Give the path of a Hugging Face model directory on the server's machine."
            .formatted(directory));
  }

  private static void deleteWeights(Path directory) {
    try {
      DurableFiles.deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
