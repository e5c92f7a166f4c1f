package dev.attune.data;

import dev.attune.data.template.Rendered;
import dev.attune.data.template.Span;
import dev.attune.data.tokenizer.Tokenizer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Spells the template's control tokens in a way that nobody can guess, so that a message that has
 * the usual spelling has only text. The usual spelling in a message is broken by a mark before the
 * template sees it; what is whole afterwards was written by the template and gets its private
 * spelling, and the marks are taken out again.
 */
final class PrivateSpelling implements Spelling {
  /** As unlikely to be guessed as a key of 100 bits; digits survive every filter of a template. */
  private static final int MARK_DIGITS = 30;

  private static final char OPEN = '\ue000';
  private static final char CLOSE = '\ue001';

  private final AddedSpellings added;
  private final SequencedMap<String, String> privately = new LinkedHashMap<>();
  private final String mark;

  private PrivateSpelling(AddedSpellings added, String mark) {
    this.added = added;
    this.mark = mark;
    for (String control : added.control()) {
      String number = "%06d".formatted(privately.size());
      privately.put(control, OPEN + mark + number + CLOSE);
    }
  }

  /** Finds a spelling for each control token of a tokenizer. */
  static PrivateSpelling of(Tokenizer tokenizer) {
    StringBuilder mark = new StringBuilder();
    new SecureRandom().ints(MARK_DIGITS, 0, 10).forEach(mark::append);
    return new PrivateSpelling(AddedSpellings.of(tokenizer), mark.toString());
  }

  /** The private spelling of each control token by its usual one. */
  Map<String, String> byUsual() {
    return privately;
  }

  @Override
  public String guard(String words) {
    StringBuilder guarded = new StringBuilder(words.length());
    for (int i = 0; i < words.length(); i++) {
      guarded.append(words.charAt(i));
      if (added.mayBeginControl(words, i)) {
        guarded.append(mark);
      }
    }
    return guarded.toString();
  }

  @Override
  public Rendered settle(Rendered rendered) {
    String text = rendered.text();
    StringBuilder settled = new StringBuilder(text.length());
    int[] places = new int[text.length() + 1];
    for (int i = 0; i < text.length(); ) {
      int length = next(text, i, settled);
      // A place inside of what has become something else is that of its beginning.
      Arrays.fill(places, i + 1, i + length, places[i]);
      i += length;
      places[i] = settled.length();
    }
    return new Rendered(
        settled.toString(),
        rendered.generationSpans().stream()
            .map(span -> new Span(places[span.start()], places[span.end()]))
            .toList());
  }

  /** Settles what stands at a place, and says how long it was. */
  private int next(String text, int at, StringBuilder settled) {
    if (text.startsWith(mark, at)) {
      return mark.length();
    }
    String token = added.longestAt(text, at);
    if (token.isEmpty()) {
      settled.append(text.charAt(at));
      return 1;
    }
    settled.append(privately.getOrDefault(token, token));
    return token.length();
  }

  @Override
  public String reveal(String text) {
    String revealed = text;
    for (Map.Entry<String, String> each : privately.entrySet()) {
      revealed = revealed.replace(each.getValue(), each.getKey());
    }
    return revealed;
  }
}
