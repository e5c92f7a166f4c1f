package dev.attune.starter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text rules: a name, then its alternatives, one a line; {@code {name}} in an alternative expands
 * another rule.
 */
final class Grammar {
  private static final Pattern REFERENCE = Pattern.compile("\\{(\\w+)}");

  private final Map<String, List<String>> rules;

  private Grammar(Map<String, List<String>> rules) {
    this.rules = rules;
  }

  /**
   * Reads rules from a resource beside this class; paragraphs are rules, their first line is the
   * name.
   */
  static Grammar resource(String name) {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    List<String> open = new ArrayList<>();
    for (String line : lines(name)) {
      if (line.isBlank()) {
        open = new ArrayList<>();
      } else if (!line.startsWith("#")) {
        if (open.isEmpty()) {
          rules.put(line, open);
        }
        open.add(line);
      }
    }
    rules.values().forEach(List::removeFirst);
    return new Grammar(rules);
  }

  List<String> alternatives(String rule) {
    return Objects.requireNonNull(rules.get(rule), rule);
  }

  /**
   * An alternative of {@code rule}, with references filled from {@code known} or else from their
   * rules.
   */
  String expand(String rule, Map<String, String> known, RandomGenerator random) {
    List<String> alternatives = alternatives(rule);
    return fill(alternatives.get(random.nextInt(alternatives.size())), known, random);
  }

  private String fill(String text, Map<String, String> known, RandomGenerator random) {
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> {
          String name = match.group(1);
          String value = known.get(name);
          return Matcher.quoteReplacement(value == null ? expand(name, known, random) : value);
        });
  }

  private static List<String> lines(String name) {
    InputStream resource = Objects.requireNonNull(Grammar.class.getResourceAsStream(name), name);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
