package dev.attune.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;

/**
 * The memory of one thread's activations, used again step after step: tensors are taken one behind
 * the other and given back all together down to a mark. It grows to the largest use and never
 * shrinks, so after the first large step nothing is allocated and no page is touched for the first
 * time.
 *
 * <p>Tensors have the numbers of its {@link Placement}; a {@linkplain #takeWide wide} one has F32,
 * and is the same where the placement has F32 anyway. Memory is counted in the placement's numbers.
 *
 * <p>Two stacks share it: what a forward pass {@linkplain #take keeps} for the backward pass, and
 * what one operator needs for a moment ({@link #scratch}).
 */
public final class Workspace implements AutoCloseable {
  private static final long BLOCK = 1L << 24;
  private static final long ALIGNMENT = 16;

  private final Placement placement;
  private final Stack kept;
  private final Stack scratch;

  /** One in this machine's memory that takes it as it is needed. */
  public Workspace() {
    this(Placement.CPU, 0, 0);
  }

  /**
   * One that has room from the beginning, for so many numbers of each stack, so that a lack of
   * memory shows at once.
   */
  public Workspace(Placement placement, long kept, long scratch) {
    this.placement = placement;
    this.kept = new Stack(placement);
    this.scratch = new Stack(placement);
    this.kept.reserve(kept);
    this.scratch.reserve(scratch);
  }

  public Placement placement() {
    return placement;
  }

  /**
   * A tensor that lives until {@link #release} of an earlier mark. Its numbers are whatever the
   * memory held.
   */
  public Tensor take(long... shape) {
    return kept.take(shape);
  }

  /** The same, in F32 whatever the placement. */
  public Tensor takeWide(long... shape) {
    return kept.takeWide(shape);
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

    /** The same, in F32 whatever the placement. */
    public Tensor takeWide(long... shape) {
      return stack.takeWide(shape);
    }

    @Override
    public void close() {
      stack.top = bottom;
    }
  }

  /**
   * Memory in one piece, seen as both kinds of number.
   *
   * @param wide F32
   * @param own of the placement's type
   */
  private record Block(Tensor wide, Tensor own) {
    static Block of(Placement placement, long count) {
      try (TensorScope scope = new TensorScope()) {
        long words = Math.ceilDiv(count * placement.dtype().bytes(), Float.BYTES);
        Tensor wide = scope.keep(Tensors.empty(placement.device(), DType.F32, words));
        return new Block(wide, placement.rounds() ? scope.keep(wide.as(placement.dtype())) : wide);
      }
    }

    long count() {
      return own.count();
    }

    void close() {
      if (own != wide) {
        own.close();
      }
      wide.close();
    }
  }

  private static final class Stack {
    private final Placement placement;
    private final long perWide;
    private final List<Block> blocks = new ArrayList<>();
    private Mark top = new Mark(0, 0);
    private long most;

    Stack(Placement placement) {
      this.placement = placement;
      this.perWide = Float.BYTES / placement.dtype().bytes();
    }

    void reserve(long count) {
      if (count == 0) {
        return;
      }
      blocks.add(Block.of(placement, count));
      try (TensorScope _ = new TensorScope()) {
        blocks.getFirst().wide().zero();
      }
    }

    Mark mark() {
      return top;
    }

    Tensor take(long... shape) {
      Mark start = place(count(shape));
      return at(blocks.get(start.block()).own(), start.offset(), shape);
    }

    Tensor takeWide(long... shape) {
      Mark start = place(perWide * count(shape));
      return at(blocks.get(start.block()).wide(), start.offset() / perWide, shape);
    }

    private static Tensor at(Tensor block, long offset, long... shape) {
      long[] strides = new long[shape.length];
      long stride = 1;
      for (int i = shape.length - 1; i >= 0; i--) {
        strides[i] = stride;
        stride *= shape[i];
      }
      return new Tensor(block.handle.as_strided(shape, strides, new LongOptional(offset)));
    }

    private static long count(long... shape) {
      long count = 1;
      for (long length : shape) {
        count *= length;
      }
      return count;
    }

    /** Finds room for {@code count} numbers and moves the top behind it. */
    private Mark place(long count) {
      long room = Math.ceilDiv(count, ALIGNMENT) * ALIGNMENT;
      int block = top.block();
      long offset = top.offset();
      while (block < blocks.size() && offset + room > blocks.get(block).count()) {
        block++;
        offset = 0;
      }
      if (block == blocks.size()) {
        blocks.add(Block.of(placement, Math.max(BLOCK, room)));
      }
      top = new Mark(block, offset + room);
      most = Math.max(most, before(block) + offset + room);
      return new Mark(block, offset);
    }

    private long before(int block) {
      return blocks.stream().limit(block).mapToLong(Block::count).sum();
    }

    long bytes() {
      return blocks.stream().mapToLong(Block::count).sum() * placement.dtype().bytes();
    }

    void close() {
      blocks.forEach(Block::close);
      blocks.clear();
      top = new Mark(0, 0);
    }
  }
}
