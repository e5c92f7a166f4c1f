package dev.attune.training;

import dev.attune.data.example.EncodedItem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

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
    private final List<Integer> examples = new ArrayList<>();
    private long tokens;

    Share(int index) {
      this.index = index;
    }

    void add(int example, int length) {
      examples.add(example);
      tokens += length;
    }
  }

  /** The micro-batches of each of {@code count} slices. */
  List<List<MicroBatch>> divide(List<? extends EncodedItem> examples, int count) {
    int[] lengths = examples.stream().mapToInt(EncodedItem::tokens).toArray();
    return divide(lengths, count).stream()
        .map(slice -> slice.stream().map(numbers -> microBatch(examples, numbers)).toList())
        .toList();
  }

  private static MicroBatch microBatch(
      List<? extends EncodedItem> examples, List<Integer> numbers) {
    return MicroBatch.of(numbers.stream().map(number -> examples.get(number)).toList());
  }

  /** The same by lengths alone: the numbers of the examples of each slice's micro-batches. */
  List<List<List<Integer>>> divide(int[] lengths, int count) {
    List<Share> shares = IntStream.range(0, count).mapToObj(Share::new).toList();
    PriorityQueue<Share> lightest =
        new PriorityQueue<>(
            Comparator.comparingLong((Share share) -> share.tokens)
                .thenComparingInt(share -> share.index));
    lightest.addAll(shares);
    for (int example : longestFirst(lengths)) {
      Share share = lightest.remove();
      share.add(example, lengths[example]);
      lightest.add(share);
    }
    return shares.stream().map(share -> microBatches(share.examples, lengths)).toList();
  }

  private static List<Integer> longestFirst(int[] lengths) {
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer example) -> lengths[example]).reversed())
        .toList();
  }

  private List<List<Integer>> microBatches(List<Integer> examples, int[] lengths) {
    List<List<Integer>> batches = new ArrayList<>();
    long tokens = 0;
    for (int example : examples) {
      if (batches.isEmpty() || !packing || tokens + lengths[example] > maxTokens) {
        batches.add(new ArrayList<>());
        tokens = 0;
      }
      batches.getLast().add(example);
      tokens += lengths[example];
    }
    return batches;
  }
}
