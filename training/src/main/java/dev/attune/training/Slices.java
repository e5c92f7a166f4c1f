package dev.attune.training;

import dev.attune.data.example.EncodedExample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Divides the examples of a step between threads, and a thread's share into micro-batches. Longest
 * first, so that shares weigh the same and memory is at its peak at once. The same examples are
 * always divided the same way.
 */
final class Slices {
  private final int maxTokens;
  private final boolean packing;

  /**
   * Sizes of micro-batches.
   *
   * @param maxTokens a micro-batch has no more, unless its only example has
   * @param packing false: every example is a micro-batch of its own
   */
  Slices(int maxTokens, boolean packing) {
    this.maxTokens = maxTokens;
    this.packing = packing;
  }

  private static final class Share {
    private final int index;
    private final List<EncodedExample> examples = new ArrayList<>();
    private long tokens;

    Share(int index) {
      this.index = index;
    }

    void add(EncodedExample example) {
      examples.add(example);
      tokens += example.tokenIds().length;
    }
  }

  /** The micro-batches of each of {@code count} slices. */
  List<List<MicroBatch>> divide(List<EncodedExample> examples, int count) {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(new Share(i));
    }
    PriorityQueue<Share> lightest =
        new PriorityQueue<>(
            Comparator.comparingLong((Share share) -> share.tokens)
                .thenComparingInt(share -> share.index));
    lightest.addAll(shares);
    for (EncodedExample example : longestFirst(examples)) {
      Share share = lightest.remove();
      share.add(example);
      lightest.add(share);
    }
    return shares.stream().map(share -> microBatches(share.examples)).toList();
  }

  private static List<EncodedExample> longestFirst(List<EncodedExample> examples) {
    return examples.stream()
        .sorted(Comparator.comparingInt((EncodedExample e) -> e.tokenIds().length).reversed())
        .toList();
  }

  private List<MicroBatch> microBatches(List<EncodedExample> examples) {
    List<MicroBatch> batches = new ArrayList<>();
    List<EncodedExample> open = new ArrayList<>();
    long tokens = 0;
    for (EncodedExample example : examples) {
      int length = example.tokenIds().length;
      if (!open.isEmpty() && (!packing || tokens + length > maxTokens)) {
        batches.add(MicroBatch.of(open));
        open.clear();
        tokens = 0;
      }
      open.add(example);
      tokens += length;
    }
    if (!open.isEmpty()) {
      batches.add(MicroBatch.of(open));
    }
    return batches;
  }
}
