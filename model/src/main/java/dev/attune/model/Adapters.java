package dev.attune.model;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ModelException;
import dev.attune.model.layer.Linear;
import dev.attune.model.layer.Lora;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Parameter;
import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.SafetensorsWriter;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.WeightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes adapters for a model, and loads and saves them in PEFT's layout. */
public final class Adapters {
  /** The file that holds an adapter's numbers. */
  public static final String WEIGHTS = "adapter_model.safetensors";

  private static final String PREFIX = "base_model.model.";

  private Adapters() {}

  /**
   * The last names of all linear modules that an adapter can change: what PEFT calls {@code
   * all-linear}.
   */
  public static List<String> allLinear(CausalLm model) {
    return model.linears().stream().map(Adapters::lastName).distinct().toList();
  }

  /**
   * The linear modules of these names.
   *
   * @throws ModelException names a target module that the model does not have
   */
  public static List<Linear> targets(CausalLm model, List<String> targetModules) {
    checkTargets(model, targetModules);
    return model.linears().stream()
        .filter(linear -> targetModules.stream().anyMatch(each -> names(each, linear)))
        .toList();
  }

  /**
   * An adapter that changes nothing yet: A is drawn as PEFT draws it (evenly, Kaiming with a = √5),
   * B is zero.
   *
   * @throws ModelException names a target module that the model does not have
   */
  public static LoraAdapter create(CausalLm model, AdapterConfig config, RandomSource random) {
    LoraAdapter adapter = new LoraAdapter();
    try (TensorScope scope = new TensorScope()) {
      for (Linear linear : targets(model, config.targetModules())) {
        Lora lora = declare(linear, config, config.rank());
        double bound = 1 / Math.sqrt((double) linear.in());
        Tensor a = Tensors.zeros(config.rank(), linear.in()).uniform(-bound, bound, random);
        bind(scope, lora.a(), a);
        bind(scope, lora.b(), Tensors.zeros(linear.out(), config.rank()));
        adapter.put(linear, lora);
      }
    }
    return adapter;
  }

  /** Loads an adapter directory for {@code model}. Which modules it changes, its tensors say. */
  public static LoraAdapter load(CausalLm model, Path directory) {
    return load(model, directory, Placement.CPU);
  }

  /** The same, with numbers for a placement. */
  public static LoraAdapter load(CausalLm model, Path directory, Placement placement) {
    AdapterConfig config = AdapterConfig.read(directory);
    LoraAdapter adapter = new LoraAdapter();
    try (TensorScope scope = new TensorScope();
        WeightFiles files = WeightFiles.openFile(directory.resolve(WEIGHTS))) {
      Set<String> left = new TreeSet<>(files.names());
      for (Linear linear : model.linears()) {
        Lora lora = declare(linear, config, config.rank());
        if (left.contains(lora.a().name())) {
          bind(scope, lora.a(), read(files, lora.a(), left, placement));
          bind(scope, lora.b(), read(files, lora.b(), left, placement));
          adapter.put(linear, lora);
        }
      }
      refuseLeftovers(left);
    }
    return adapter;
  }

  /** Writes an adapter directory that {@link #load} and PEFT read. */
  public static void save(LoraAdapter adapter, AdapterConfig config, Path directory)
      throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    adapter.parameters().forEach(each -> tensors.put(each.name(), each.exact()));
    config.write(directory);
    SafetensorsWriter.write(directory.resolve(WEIGHTS), tensors);
  }

  /** Frees the numbers of an adapter that was created or loaded here. */
  public static void close(LoraAdapter adapter) {
    adapter.parameters().forEach(Parameter::close);
  }

  private static void checkTargets(CausalLm model, List<String> targets) {
    for (String target : targets) {
      if (model.linears().stream().noneMatch(linear -> names(target, linear))) {
        throw new ModelException(
            "The model has no linear module '%s'; it has %s."
                .formatted(target, String.join(", ", allLinear(model))));
      }
    }
  }

  private static Lora declare(Linear linear, AdapterConfig config, long rank) {
    String name = PREFIX + linear.name();
    return new Lora(
        new Parameter(name + ".lora_A.weight", rank, linear.in()),
        new Parameter(name + ".lora_B.weight", linear.out(), rank),
        config.scaling(),
        config.dropout());
  }

  private static Tensor read(
      WeightFiles files, Parameter parameter, Set<String> left, Placement placement) {
    if (!left.remove(parameter.name())) {
      throw new ModelException(
          "The adapter lacks tensor '%s'. It does not belong to its adapter_config.json."
              .formatted(parameter.name()));
    }
    List<Long> shape = files.entry(parameter.name()).shape();
    if (!shape.equals(parameter.shape())) {
      throw new ModelException(
          "The adapter's tensor '%s' has shape %s, but this base model asks for %s."
              .formatted(parameter.name(), shape, parameter.shape()));
    }
    Tensor stored = files.f32(parameter.name());
    return Tensors.empty(placement.device(), placement.dtype(), stored.shape()).copy(stored);
  }

  private static void refuseLeftovers(Set<String> left) {
    if (!left.isEmpty()) {
      throw new ModelException(
          "The adapter has tensors that this base model has no place for: %s."
              .formatted(left.stream().limit(3).collect(Collectors.joining(", "))));
    }
  }

  private static void bind(TensorScope scope, Parameter parameter, Tensor value) {
    parameter.bind(scope.keep(value), scope.keep(value.t()));
  }

  /** As PEFT matches: a target is a module's whole name or the last parts of it. */
  private static boolean names(String target, Linear linear) {
    return linear.name().equals(target) || linear.name().endsWith("." + target);
  }

  private static String lastName(Linear linear) {
    return linear.name().substring(linear.name().lastIndexOf('.') + 1);
  }
}
