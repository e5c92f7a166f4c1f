package dev.attune.starter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Learns a byte-level byte-pair tokenizer (https://arxiv.org/abs/1508.07909) and writes it as
 * Hugging Face's {@code tokenizer.json}. Digits stay single, so that numbers can be copied one by
 * one.
 */
final class BytePairTrainer {
  /** How text is cut before merging; the same expression stands in the tokenizer. */
  private static final String CUT = " ?\\p{L}+| ?\\p{N}| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private final Map<List<String>, Integer> words = new LinkedHashMap<>();
  private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
  private final List<List<String>> merges = new ArrayList<>();
  private final List<String> specialTokens;

  private record Pair(String left, String right) {}

  BytePairTrainer(List<String> specialTokens) {
    this.specialTokens = specialTokens;
    specialTokens.forEach(this::addToken);
    for (int value = 0; value < 256; value++) {
      addToken(symbol(value));
    }
  }

  /** Counts the words of a text. */
  void read(String text) {
    Matcher matcher = Pattern.compile(CUT, Pattern.UNICODE_CHARACTER_CLASS).matcher(text);
    while (matcher.find()) {
      List<String> symbols = new ArrayList<>();
      for (byte value : matcher.group().getBytes(StandardCharsets.UTF_8)) {
        symbols.add(symbol(value & 0xFF));
      }
      words.merge(symbols, 1, Integer::sum);
    }
  }

  /** Merges the most frequent pairs until the vocabulary has {@code size} tokens. */
  void learn(int size) {
    while (vocabulary.size() < size) {
      Pair best = mostFrequentPair();
      merges.add(List.of(best.left(), best.right()));
      addToken(best.left() + best.right());
      Map<List<String>, Integer> merged = new LinkedHashMap<>();
      words.forEach((word, count) -> merged.merge(merge(word, best), count, Integer::sum));
      words.clear();
      words.putAll(merged);
    }
  }

  /** The tokenizer as {@code tokenizer.json}. */
  String toJson() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", "1.0");
    root.put("truncation", null);
    root.put("padding", null);
    root.put("added_tokens", specialTokens.stream().map(this::addedToken).toList());
    root.put("normalizer", null);
    root.put("pre_tokenizer", preTokenizer());
    root.put("post_processor", null);
    root.put("decoder", byteLevel());
    root.put("model", model());
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private Pair mostFrequentPair() {
    Map<Pair, Integer> counts = new HashMap<>();
    words.forEach((word, count) -> {
      for (int i = 0; i + 1 < word.size(); i++) {
        counts.merge(new Pair(word.get(i), word.get(i + 1)), count, Integer::sum);
      }
    });
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Pair, Integer>comparingByValue()
                .thenComparing(
                    entry -> entry.getKey().left() + " " + entry.getKey().right(),
                    Comparator.reverseOrder()))
        .orElseThrow()
        .getKey();
  }

  private static List<String> merge(List<String> word, Pair pair) {
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      if (i + 1 < word.size()
          && word.get(i).equals(pair.left())
          && word.get(i + 1).equals(pair.right())) {
        merged.add(pair.left() + pair.right());
        i++;
      } else {
        merged.add(word.get(i));
      }
    }
    return merged;
  }

  private void addToken(String token) {
    vocabulary.put(token, vocabulary.size());
  }

  private Map<String, Object> addedToken(String token) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", vocabulary.get(token));
    entry.put("content", token);
    entry.put("single_word", false);
    entry.put("lstrip", false);
    entry.put("rstrip", false);
    entry.put("normalized", false);
    entry.put("special", true);
    return entry;
  }

  private static Map<String, Object> preTokenizer() {
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("type", "Split");
    split.put("pattern", Map.of("Regex", CUT));
    split.put("behavior", "Isolated");
    split.put("invert", false);
    Map<String, Object> sequence = new LinkedHashMap<>();
    sequence.put("type", "Sequence");
    sequence.put("pretokenizers", List.of(split, byteLevel()));
    return sequence;
  }

  private static Map<String, Object> byteLevel() {
    Map<String, Object> byteLevel = new LinkedHashMap<>();
    byteLevel.put("type", "ByteLevel");
    byteLevel.put("add_prefix_space", false);
    byteLevel.put("trim_offsets", false);
    byteLevel.put("use_regex", false);
    return byteLevel;
  }

  private Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("type", "BPE");
    model.put("dropout", null);
    model.put("unk_token", null);
    model.put("continuing_subword_prefix", null);
    model.put("end_of_word_suffix", null);
    model.put("fuse_unk", false);
    model.put("byte_fallback", false);
    model.put("ignore_merges", false);
    model.put("vocab", vocabulary);
    model.put("merges", merges);
    return model;
  }

  /**
   * The printable character that stands for a byte in byte-level tokenizers: itself, or one from
   * 256 on.
   */
  private static String symbol(int value) {
    int moved = 256;
    for (int other = 0; other < value; other++) {
      moved += isPrintable(other) ? 0 : 1;
    }
    return Character.toString(isPrintable(value) ? value : moved);
  }

  private static boolean isPrintable(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }
}
