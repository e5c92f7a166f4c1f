package dev.attune.worker.export.gguf;

import dev.attune.worker.export.source.ExportException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * How a text is cut into words before pairs are merged: llama.cpp has a list of ways by name, and
 * {@code tokenizer.json} says it by patterns, so a pattern of the list finds the name.
 */
enum PreTokenizer {
  GPT_2("gpt-2", false),
  SMOLLM("smollm", false),
  QWEN_2("qwen2", false),
  LLAMA_3("llama-bpe", true),
  DBRX("dbrx", false),
  TEKKEN("tekken", true),
  GPT_4O("gpt-4o", false);

  private final String ggufName;
  private final boolean keepsWholeWords;

  PreTokenizer(String ggufName, boolean keepsWholeWords) {
    this.ggufName = ggufName;
    this.keepsWholeWords = keepsWholeWords;
  }

  /**
   * The name of a tokenizer's way.
   *
   * @throws ExportException with the pattern, when llama.cpp has no name for it
   */
  static PreTokenizer of(TokenizerJson tokenizer) {
    List<String> wanted = Patterns.of(tokenizer.root().path("pre_tokenizer"));
    boolean keeps = tokenizer.ignoresMergesOfWholeWords();
    List<PreTokenizer> found =
        Arrays.stream(values()).filter(each -> each.sources().equals(wanted)).toList();
    return found.stream()
        .filter(each -> each.keepsWholeWords == keeps)
        .findFirst()
        .or(() -> found.stream().findFirst())
        .orElseThrow(() ->
            ExportException.unsupported(
                "llama.cpp has no name for the way in which this tokenizer cuts text: %s. Export the model as safetensors."
                    .formatted(String.join(" then ", wanted))));
  }

  static PreTokenizer named(String ggufName) {
    return Arrays.stream(values())
        .filter(each -> each.ggufName.equals(ggufName))
        .findFirst()
        .orElseThrow(() -> ExportException.unsupported("No way to cut text: " + ggufName));
  }

  String ggufName() {
    return ggufName;
  }

  /** Whether a word that is a token as it stands is not put together from merges. */
  boolean keepsWholeWords() {
    return keepsWholeWords;
  }

  /** Applied one after the other, each to the pieces that the one before made. */
  List<Pattern> patterns() {
    return sources().stream()
        .map(pattern -> Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS))
        .toList();
  }

  private List<String> sources() {
    return switch (this) {
      case GPT_2 -> List.of(Patterns.GPT_2);
      case SMOLLM -> List.of("\\p{N}", Patterns.GPT_2);
      case QWEN_2 -> List.of(Patterns.QWEN_2);
      case LLAMA_3, DBRX -> List.of(Patterns.LLAMA_3);
      case TEKKEN -> List.of(Patterns.TEKKEN);
      case GPT_4O -> List.of(Patterns.GPT_4O);
    };
  }

  /** As published tokenizers spell them. */
  private static final class Patterns {
    static final String GPT_2 =
        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
    static final String QWEN_2 =
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    static final String LLAMA_3 =
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    static final String TEKKEN =
        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    static final String GPT_4O =
        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private Patterns() {}

    /** The patterns of a component in order; one that is no pattern stands by its name. */
    static List<String> of(JsonNode component) {
      return switch (component.path("type").asString("")) {
        case "Sequence" ->
            component
                .path("pretokenizers")
                .valueStream()
                .flatMap(each -> of(each).stream())
                .toList();
        case "Split" -> List.of(component.path("pattern").path("Regex").asString("Split"));
        case "Digits" ->
            List.of(component.path("individual_digits").asBoolean(false) ? "\\p{N}" : "Digits");
        case "ByteLevel" -> byteLevel(component);
        default -> List.of(component.path("type").asString("none"));
      };
    }

    private static List<String> byteLevel(JsonNode component) {
      if (component.path("add_prefix_space").asBoolean(false)) {
        return List.of("ByteLevel with a blank in front");
      }
      return component.path("use_regex").asBoolean(true) ? List.of(GPT_2) : List.of();
    }
  }
}
