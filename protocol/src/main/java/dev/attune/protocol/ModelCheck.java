package dev.attune.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What a worker finds when it looks into a model directory, as one line of JSON on its standard
 * output.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ModelCheck.Usable.class, name = "usable"),
  @JsonSubTypes.Type(value = ModelCheck.Refused.class, name = "refused")
})
public sealed interface ModelCheck {
  /**
   * The directory can be trained and sampled.
   *
   * @param family {@code model_type} of {@code config.json}
   * @param parameters numbers in the weights
   * @param maxPositionEmbeddings longest context in tokens
   * @param dtype the weights' type in the files
   * @param linearModules the names of the linear modules that adapters can change, but the head
   */
  record Usable(
      String family,
      long parameters,
      int hiddenSize,
      int numHiddenLayers,
      int vocabSize,
      int maxPositionEmbeddings,
      String dtype,
      List<String> linearModules)
      implements ModelCheck {
    public Usable {
      linearModules = List.copyOf(linearModules);
    }
  }

  /**
   * The directory cannot be used.
   *
   * @param code stable, in snake_case
   * @param message names the file or tensor, says what is wrong and what to do
   */
  record Refused(String code, String message) implements ModelCheck {}

  /** The line that {@link #parse} reads. */
  default String toLine() {
    return ProtocolJson.line(this);
  }

  static ModelCheck parse(String line) {
    return ProtocolJson.parse(line, ModelCheck.class);
  }
}
