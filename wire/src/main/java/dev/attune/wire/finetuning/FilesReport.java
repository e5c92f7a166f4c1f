package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a job hold, as its model sees them; our own, OpenAI has no such thing.
 *
 * @param context longest sequence that the model takes, in tokens
 * @param validation left out without a validation file; its doubles are lines that the training
 *     file has too, or an earlier line of its own
 */
@JsonPropertyOrder({"object"})
public record FilesReport(
    @JsonProperty("model") String model,
    @JsonProperty("context") int context,
    @JsonProperty("training") Contents training,
    @JsonProperty("validation") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Contents validation) {

  @JsonProperty("object")
  public String object() {
    return "attune.files_report";
  }

  /**
   * One file.
   *
   * @param lossTokens how many of its tokens are learnt
   * @param longest tokens of the longest example
   * @param tooLong examples that are longer than the context
   * @param duplicates examples that are the same as an earlier one
   * @param shown the first examples as the model's template renders them
   */
  public record Contents(
      @JsonProperty("examples") long examples,
      @JsonProperty("tokens") long tokens,
      @JsonProperty("loss_tokens") long lossTokens,
      @JsonProperty("longest") int longest,
      @JsonProperty("lengths") List<Bar> lengths,
      @JsonProperty("too_long") Lines tooLong,
      @JsonProperty("duplicates") Lines duplicates,
      @JsonProperty("shown") List<Shown> shown,
      @JsonProperty("warnings") List<String> warnings) {
    public Contents {
      lengths = List.copyOf(lengths);
      shown = List.copyOf(shown);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * How many examples have a length in one range.
   *
   * @param upTo tokens, these included; more than the bar before
   */
  public record Bar(@JsonProperty("up_to") int upTo, @JsonProperty("examples") long examples) {}

  /**
   * Some lines of many.
   *
   * @param count of all
   * @param lines the first few, counted from 1
   */
  public record Lines(@JsonProperty("count") long count, @JsonProperty("lines") List<Long> lines) {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /**
   * One example.
   *
   * @param texts one, or the preferred and the other answer, each with its prompt
   */
  public record Shown(
      @JsonProperty("line") long line, @JsonProperty("texts") List<List<Piece>> texts) {
    public Shown {
      texts = texts.stream().map(List::copyOf).toList();
    }
  }

  /** Tokens in a row of which all are learnt, or none. */
  public record Piece(@JsonProperty("text") String text, @JsonProperty("learnt") boolean learnt) {}
}
