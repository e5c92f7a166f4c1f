package dev.attune.worker;

import dev.attune.data.ModelText;
import dev.attune.data.failure.DataException;
import dev.attune.model.Adapters;
import dev.attune.model.Families;
import dev.attune.model.WeightCheck;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.decoder.ModelException;
import dev.attune.model.layer.Parameter;
import dev.attune.protocol.ModelCheck;
import dev.attune.torch.SafetensorsHeader;
import dev.attune.torch.TorchException;
import dev.attune.torch.WeightFiles;
import java.nio.file.Path;
import java.util.Map;

/**
 * Says whether a model directory can be used: prints one line of {@link ModelCheck}. It reads no
 * weights, only their headers, and loads the tokenizer and the template as training and chat will,
 * in a process of its own, since the files are a stranger's.
 */
public final class ModelCheckMain {
  private ModelCheckMain() {}

  /**
   * Runs the check.
   *
   * @param arguments the model directory
   */
  public static void main(String[] arguments) {
    System.out.print(check(Path.of(arguments[0])).toLine());
  }

  static ModelCheck check(Path directory) {
    try {
      ConfigJson config = ConfigJson.read(directory);
      CausalLm model = Families.build(config);
      Map<String, SafetensorsHeader.Entry> entries = WeightFiles.describe(directory);
      WeightCheck.check(model, entries);
      ModelText.load(directory).close();
      return usable(config, model, entries);
    } catch (ModelException | TorchException | DataException e) {
      return new ModelCheck.Refused("invalid_model", String.valueOf(e.getMessage()));
    }
  }

  private static ModelCheck usable(
      ConfigJson config, CausalLm model, Map<String, SafetensorsHeader.Entry> entries) {
    String first = model.parameters().getFirst().name();
    return new ModelCheck.Usable(
        config.modelType(),
        model.parameters().stream().mapToLong(Parameter::count).sum(),
        model.shape().hiddenSize(),
        model.shape().numHiddenLayers(),
        model.shape().vocabSize(),
        model.shape().maxPositionEmbeddings(),
        java.util.Objects.requireNonNull(entries.get(first), first).dtype(),
        Adapters.allLinear(model));
  }
}
