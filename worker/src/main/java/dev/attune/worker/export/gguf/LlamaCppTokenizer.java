package dev.attune.worker.export.gguf;

import dev.attune.torch.gguf.GgufFile;
import dev.attune.torch.gguf.GgufValue;
import dev.attune.worker.export.source.ExportException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Cuts text into tokens as llama.cpp does ({@code src/llama-vocab.cpp}), from nothing but the
 * header of a file: slow, and only for comparing.
 */
public final class LlamaCppTokenizer {
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> sought = new ArrayList<>();
  private final WordCutter words;

  /** Takes what it needs out of the header. */
  public LlamaCppTokenizer(GgufFile file) {
    List<String> texts = texts(file, "tokenizer.ggml.tokens");
    List<Integer> types =
        value(file, "tokenizer.ggml.token_type") instanceof GgufValue.Integers(var codes)
            ? codes
            : List.of();
    for (int id = 0; id < texts.size(); id++) {
      ids.put(texts.get(id), id);
      if (TokenType.isSought(types.get(id))) {
        sought.add(texts.get(id));
      }
    }
    sought.sort((a, b) -> Integer.compare(b.length(), a.length()));
    this.words =
        value(file, "tokenizer.ggml.model").equals(new GgufValue.Text("gpt2"))
            ? MergedWords.read(file, ids)
            : ScoredWords.read(file, ids);
  }

  /**
   * The tokens of a text, control tokens in it included, with nothing added.
   *
   * @throws ExportException when llama.cpp would break off
   */
  public int[] encode(String text) {
    List<Integer> tokens = new ArrayList<>();
    boolean behindControl = true;
    for (String piece : pieces(text)) {
      if (sought.contains(piece)) {
        tokens.add(ids.get(piece));
        behindControl = true;
      } else {
        tokens.addAll(words.cut(piece, behindControl));
        behindControl = false;
      }
    }
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The text cut at each sought token, of which the longest goes first. */
  private List<String> pieces(String text) {
    List<String> pieces = text.isEmpty() ? List.of() : List.of(text);
    for (String token : sought) {
      pieces = pieces.stream().flatMap(piece -> cutAt(token, piece)).toList();
    }
    return pieces;
  }

  private Stream<String> cutAt(String token, String piece) {
    if (sought.contains(piece) || !piece.contains(token)) {
      return Stream.of(piece);
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int at = piece.indexOf(token); at >= 0; at = piece.indexOf(token, start)) {
      parts.add(piece.substring(start, at));
      parts.add(token);
      start = at + token.length();
    }
    parts.add(piece.substring(start));
    return parts.stream().filter(part -> !part.isEmpty());
  }

  static GgufValue value(GgufFile file, String name) {
    return file.find(name)
        .orElseThrow(() -> ExportException.differs("The file lacks the value " + name + "."));
  }

  static List<String> texts(GgufFile file, String name) {
    return value(file, name) instanceof GgufValue.Texts(var texts) ? texts : List.of();
  }
}
