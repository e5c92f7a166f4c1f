package dev.attune.training;

import dev.attune.data.example.EncodedExample;
import dev.attune.data.example.EncodedItem;
import dev.attune.model.layer.TokenBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples that go through the model together, one behind the other without padding; attention
 * keeps them apart.
 *
 * <p>The hidden state at a token predicts the next token of its example. A prediction counts where
 * that next token carries loss, so an example's first token never counts.
 */
final class MicroBatch {
  private final TokenBatch tokens;
  private final int[] rows;
  private final int[] targets;
  private final int[] sequenceOf;

  private MicroBatch(TokenBatch tokens, int[] rows, int[] targets, int[] sequenceOf) {
    this.tokens = tokens;
    this.rows = rows;
    this.targets = targets;
    this.sequenceOf = sequenceOf;
  }

  /** Lays the sequences of examples one behind the other. */
  static MicroBatch of(List<? extends EncodedItem> items) {
    List<EncodedExample> examples =
        items.stream().flatMap(item -> item.sequences().stream()).toList();
    TokenBatch tokens =
        TokenBatch.ofSequences(examples.stream().map(EncodedExample::tokenIds).toList());
    List<Integer> rows = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    List<Integer> sequenceOf = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      int start = tokens.segments().get(i).start();
      int[] ids = examples.get(i).tokenIds();
      for (int token = 1; token < ids.length; token++) {
        if (examples.get(i).carriesLoss()[token]) {
          rows.add(start + token - 1);
          targets.add(ids[token]);
          sequenceOf.add(i);
        }
      }
    }
    return new MicroBatch(tokens, ints(rows), ints(targets), ints(sequenceOf));
  }

  TokenBatch tokens() {
    return tokens;
  }

  /** How many predictions count. */
  int lossTokens() {
    return rows.length;
  }

  /** Tokens of the batch whose prediction counts; not to be changed. */
  int[] rows() {
    return rows;
  }

  /** What each of {@link #rows} should predict; not to be changed. */
  int[] targets() {
    return targets;
  }

  /** How many sequences there are. */
  int sequences() {
    return tokens.segments().size();
  }

  /** The sequence of the prediction of this number. */
  int sequenceOf(int prediction) {
    return sequenceOf[prediction];
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
