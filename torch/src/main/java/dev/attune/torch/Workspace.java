package dev.attune.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/**
 * The memory of one thread's activations, used again step after step: F32 tensors are taken one
 * behind the other and given back all together down to a mark. It grows to the largest use and
 * never shrinks, so after the first large step nothing is allocated and no page is touched for the
 * first time.
 *
 * <p>Two stacks share it: what a forward pass {@linkplain #take keeps} for the backward pass, and
 * what one operator needs for a moment ({@link #scratch}).
 */
public final class Workspace implements AutoCloseable {
  private static final long BLOCK = 1L << 24;
  private static final long ALIGNMENT = 16;

  private final Stack kept = new Stack();
  private final Stack scratch = new Stack();

  /** One that takes memory as it is needed. */
  public Workspace() {}

  /**
   * One that has room from the beginning, for so many numbers of each stack, so that a lack of
   * memory shows at once.
   */
  public Workspace(long kept, long scratch) {
    this.kept.reserve(kept);
    this.scratch.reserve(scratch);
  }

  /**
   * A tensor that lives until {@link #release} of an earlier mark. Its numbers are whatever the
   * memory held.
   */
  public Tensor take(long... shape) {
    return kept.take(shape);
  }

  public Mark mark() {
    return kept.mark();
  }

  /** Gives back all that was taken since {@code mark}. */
  public void release(Mark mark) {
    kept.top = mark;
  }

  /** Opens a place for tensors that end with it. Places nest. */
  public Scratch scratch() {
    return new Scratch(scratch, scratch.mark());
  }

  /** The most numbers that were kept at once. */
  public long mostKept() {
    return kept.most;
  }

  /** The most numbers that were there for a moment at once. */
  public long mostScratch() {
    return scratch.most;
  }

  /** Bytes held. */
  public long bytes() {
    return kept.bytes() + scratch.bytes();
  }

  @Override
  public void close() {
    kept.close();
    scratch.close();
  }

  /** A height of the stack. */
  public record Mark(int block, long offset) {}

  /** Tensors for a moment. */
  public static final class Scratch implements AutoCloseable {
    private final Stack stack;
    private final Mark bottom;

    private Scratch(Stack stack, Mark bottom) {
      this.stack = stack;
      this.bottom = bottom;
    }

    /** A tensor that lives until this place closes. Its numbers are whatever the memory held. */
    public Tensor take(long... shape) {
      return stack.take(shape);
    }

    @Override
    public void close() {
      stack.top = bottom;
    }
  }

  private static final class Stack {
    private final List<Tensor> blocks = new ArrayList<>();
    private Mark top = new Mark(0, 0);
    private long most;

    void reserve(long count) {
      if (count == 0) {
        return;
      }
      blocks.add(newBlock(count));
      try (TensorScope _ = new TensorScope()) {
        blocks.getFirst().zero();
      }
    }

    Mark mark() {
      return top;
    }

    Tensor take(long... shape) {
      long count = 1;
      for (long length : shape) {
        count *= length;
      }
      Mark start = place(Math.ceilDiv(count, ALIGNMENT) * ALIGNMENT);
      long address = blocks.get(start.block()).handle.data_ptr().address();
      return new Tensor(
          torch.from_blob(new Address(address + start.offset() * Float.BYTES), shape));
    }

    /** Finds room for {@code count} numbers and moves the top behind it. */
    private Mark place(long count) {
      int block = top.block();
      long offset = top.offset();
      while (block < blocks.size() && offset + count > blocks.get(block).count()) {
        block++;
        offset = 0;
      }
      if (block == blocks.size()) {
        blocks.add(newBlock(Math.max(BLOCK, count)));
      }
      top = new Mark(block, offset + count);
      most = Math.max(most, before(block) + offset + count);
      return new Mark(block, offset);
    }

    private long before(int block) {
      return blocks.stream().limit(block).mapToLong(Tensor::count).sum();
    }

    private static Tensor newBlock(long count) {
      try (TensorScope scope = new TensorScope()) {
        return scope.keep(Tensors.empty(DType.F32, count));
      }
    }

    long bytes() {
      return blocks.stream().mapToLong(Tensor::count).sum() * Float.BYTES;
    }

    void close() {
      blocks.forEach(Tensor::close);
      blocks.clear();
      top = new Mark(0, 0);
    }
  }
}
