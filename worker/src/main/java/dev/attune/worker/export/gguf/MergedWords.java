package dev.attune.worker.export.gguf;

import dev.attune.torch.gguf.GgufFile;
import dev.attune.torch.gguf.GgufValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * llama.cpp's {@code gpt2} tokenizer: words by patterns, bytes as visible characters, and merges by
 * their place in a list.
 */
record MergedWords(Map<String, Integer> ids, Map<String, Integer> places, PreTokenizer preTokenizer)
    implements WordCutter {

  static MergedWords read(GgufFile file, Map<String, Integer> ids) {
    List<String> merges = LlamaCppTokenizer.texts(file, "tokenizer.ggml.merges");
    Map<String, Integer> places = new HashMap<>();
    for (int place = 0; place < merges.size(); place++) {
      places.put(merges.get(place), place);
    }
    GgufValue pre = LlamaCppTokenizer.value(file, "tokenizer.ggml.pre");
    String name = pre instanceof GgufValue.Text(String text) ? text : "";
    return new MergedWords(ids, places, PreTokenizer.named(name));
  }

  @Override
  public List<Integer> cut(String text, boolean behindControl) {
    List<String> words = List.of(text);
    for (Pattern pattern : preTokenizer.patterns()) {
      words = words.stream().flatMap(word -> pieces(pattern, word).stream()).toList();
    }
    List<Integer> tokens = new ArrayList<>();
    for (String word : words) {
      parts(visible(word))
          .forEach(part -> {
            Integer id = ids.get(part);
            if (id != null) {
              tokens.add(id);
            }
          });
    }
    return tokens;
  }

  private List<String> parts(String word) {
    return preTokenizer.keepsWholeWords() && ids.containsKey(word)
        ? List.of(word)
        : PairMerges.of(word, this::urgency);
  }

  private OptionalDouble urgency(String left, String right) {
    Integer place = places.get(left + " " + right);
    return place == null ? OptionalDouble.empty() : OptionalDouble.of(-place);
  }

  /** The matches, and what lies between them. */
  private static List<String> pieces(Pattern pattern, String text) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    int start = 0;
    while (matcher.find()) {
      pieces.add(text.substring(start, matcher.start()));
      pieces.add(matcher.group());
      start = matcher.end();
    }
    pieces.add(text.substring(start));
    pieces.removeIf(String::isEmpty);
    return pieces;
  }

  private static String visible(String word) {
    StringBuilder visible = new StringBuilder();
    for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
      visible.append(VISIBLE.charAt(value & 0xFF));
    }
    return visible.toString();
  }

  /** GPT-2's character for each byte: itself where it is visible, else the next from U+0100 on. */
  private static final String VISIBLE = visibleCharacters();

  private static String visibleCharacters() {
    StringBuilder characters = new StringBuilder();
    char next = 0x100;
    for (char value = 0; value < 0x100; value++) {
      boolean isVisible = (value >= '!' && value <= '~') || (value >= 0xa1 && value != 0xad);
      characters.append(isVisible ? value : next++);
    }
    return characters.toString();
  }
}
