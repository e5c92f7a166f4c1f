package dev.attune.model;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.ModelException;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.Placement;
import dev.attune.torch.SafetensorsHeader;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.WeightFiles;
import dev.attune.torch.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A model with the weights of its directory. Weights stored as F32 are the mapped files themselves:
 * nobody may write them.
 */
public final class LoadedModel implements AutoCloseable {
  /** The file that {@link #save} writes the weights to. */
  public static final String WEIGHTS = "model.safetensors";

  private static final Set<String> COMPANIONS = Set.of("json", "jinja", "model", "txt", "md");

  private final Path directory;
  private final CausalLm model;
  private final WeightFiles files;

  private LoadedModel(Path directory, CausalLm model, WeightFiles files) {
    this.directory = directory;
    this.model = model;
    this.files = files;
  }

  /**
   * Builds the model that {@code config.json} describes and binds its weights.
   *
   * @throws ModelException names what is missing, unknown or of the wrong shape
   */
  public static LoadedModel load(Path directory) {
    return load(directory, Placement.CPU);
  }

  /** The same for a placement, where weights are copies unless the files have them just so. */
  public static LoadedModel load(Path directory, Placement placement) {
    LoadedModel loaded = unbound(directory);
    loaded.bind(placement, _ -> {});
    return loaded;
  }

  /**
   * The same for sampling alone, as after {@link #freezeForSampling}, but with no more than one
   * matrix in memory both ways.
   */
  public static LoadedModel loadForSampling(
      Path directory, WeightFormat format, LoadListener listener) {
    LoadedModel loaded = unbound(directory);
    LoadProgress progress = new LoadProgress(loaded.model, loaded.files, listener);
    Set<Parameter> matrices = Set.copyOf(loaded.model.matrices());
    loaded.bind(
        Placement.CPU,
        parameter -> {
          if (matrices.contains(parameter)) {
            loaded.freeze(parameter, format);
          }
          progress.add(parameter);
        });
    return loaded;
  }

  private static LoadedModel unbound(Path directory) {
    CausalLm model = Families.build(ConfigJson.read(directory));
    WeightFiles files = WeightFiles.open(directory);
    WeightCheck.check(model, entries(files));
    return new LoadedModel(directory, model, files);
  }

  private void bind(Placement placement, Consumer<Parameter> bound) {
    for (Parameter parameter : model.parameters()) {
      try (TensorScope scope = new TensorScope()) {
        Tensor value = scope.keep(read(files, parameter, placement));
        parameter.bind(value, value.rank() == 2 ? scope.keep(value.t()) : null);
      }
      bound.accept(parameter);
    }
  }

  /**
   * Keeps the matrices in a format for sampling, which is then several times as fast, and lets go
   * of their own numbers; the model can no longer be trained or saved. Embeddings, norms and biases
   * stay as they are.
   */
  public void freezeForSampling(WeightFormat format) {
    for (Parameter matrix : model.matrices()) {
      freeze(matrix, format);
    }
  }

  private void freeze(Parameter matrix, WeightFormat format) {
    matrix.freeze(format);
    if (matrix != model.embedTokens()) {
      matrix.close();
    }
  }

  /** Takes the weights' files out of memory, when all weights are copied. */
  public void unloadFiles() {
    files.unload();
  }

  public CausalLm model() {
    return model;
  }

  /**
   * Writes the model, as its parameters are now, into an empty folder: its weights as F32, all
   * other files as they were loaded.
   */
  public void save(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path file : entries.filter(LoadedModel::isCompanion).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    ConfigJson.writeWithDtype(directory, folder, "float32");
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    model.parameters().forEach(each -> tensors.put(each.name(), each.exact()));
    SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors);
  }

  @Override
  public void close() {
    model.matrices().forEach(Parameter::unfreeze);
    model.parameters().stream().filter(Parameter::isBound).forEach(Parameter::close);
    files.close();
  }

  private static Tensor read(WeightFiles files, Parameter parameter, Placement placement) {
    Parameter.Slice slice = parameter.storedIn(files.names());
    long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
    return files.read(slice.tensor(), slice.start(), parameter.count(), placement).view(shape);
  }

  private static Map<String, SafetensorsHeader.Entry> entries(WeightFiles files) {
    Map<String, SafetensorsHeader.Entry> entries = new LinkedHashMap<>();
    files.names().forEach(name -> entries.put(name, files.entry(name)));
    return entries;
  }

  /** Tokenizer, templates and the like: all small files but the weights and their index. */
  private static boolean isCompanion(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && COMPANIONS.contains(name.substring(name.lastIndexOf('.') + 1))
        && !name.startsWith(WEIGHTS)
        && !name.equals(ConfigJson.FILE);
  }
}
