package dev.attune.data.report;

import dev.attune.data.ModelText;
import dev.attune.data.example.EncodedExample;
import dev.attune.data.example.EncodedItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An example as the model's own template renders it.
 *
 * @param line where it stands, counted from 1
 * @param texts one, or the preferred and the other answer, each with its prompt
 */
public record ShownExample(long line, List<List<Piece>> texts) {
  /** Nobody reads more of an example. */
  private static final int MOST_TOKENS = 1000;

  public ShownExample {
    texts = texts.stream().map(List::copyOf).toList();
  }

  /** Tokens in a row of which all are learnt, or none. */
  public record Piece(String text, boolean learnt) {}

  static ShownExample of(long line, EncodedItem item, ModelText model) {
    return new ShownExample(
        line, item.sequences().stream().map(each -> pieces(each, model)).toList());
  }

  private static List<Piece> pieces(EncodedExample example, ModelText model) {
    int end = Math.min(example.tokenIds().length, MOST_TOKENS);
    List<Piece> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= end; i++) {
      if (i == end || example.carriesLoss()[i] != example.carriesLoss()[start]) {
        int[] ids = Arrays.copyOfRange(example.tokenIds(), start, i);
        pieces.add(new Piece(model.tokenizer().decode(ids, false), example.carriesLoss()[start]));
        start = i;
      }
    }
    return pieces;
  }
}
