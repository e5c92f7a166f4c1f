package dev.attune.model.layer;

import dev.attune.torch.Placement;
import dev.attune.torch.RandomSource;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * One way of a batch through a model and, in training, back: its tokens, its memory, its adapters
 * and where its gradients go. A pass belongs to one thread and to the tensor scope that is open
 * when it begins.
 */
public final class Pass {
  private final TokenBatch batch;
  private final Workspace workspace;
  private final Gradients gradients;
  private final List<AdapterRows> adapters;
  private final KeyValueMemory memory;
  private final Dropout dropout;
  private final boolean recomputes;
  private final Tensor ids;
  private final IdentityHashMap<RotaryEmbedding, RotaryEmbedding.Rows> rotary =
      new IdentityHashMap<>();

  /**
   * Which adapter changes which tokens.
   *
   * @param start first token of the batch
   * @param count how many
   */
  public record AdapterRows(LoraAdapter adapter, int start, int count) {}

  /**
   * How a pass differs from plain inference without a past.
   *
   * @param seed of dropout
   * @param recomputes whether layers keep only what comes in, and do their forward pass once more
   *     on the way back: a third more work for much less memory, and the same numbers
   */
  public record Options(
      Gradients gradients,
      List<AdapterRows> adapters,
      KeyValueMemory memory,
      long seed,
      boolean recomputes) {
    public Options {
      adapters = List.copyOf(adapters);
    }

    /** Without dropout, and with all that the way back needs kept. */
    public Options(Gradients gradients, List<AdapterRows> adapters, KeyValueMemory memory) {
      this(gradients, adapters, memory, 0, false);
    }
  }

  public Pass(TokenBatch batch, Workspace workspace, Options options) {
    this.batch = batch;
    this.workspace = workspace;
    this.gradients = options.gradients();
    this.adapters = options.adapters();
    this.memory = options.memory();
    this.dropout = new Dropout(options.seed(), workspace.placement().device());
    this.recomputes = options.recomputes();
    this.ids = Tensors.of(batch.ids()).on(workspace.placement().device());
  }

  public TokenBatch batch() {
    return batch;
  }

  public Workspace workspace() {
    return workspace;
  }

  /** Where and in which numbers it computes. */
  public Placement placement() {
    return workspace.placement();
  }

  public Gradients gradients() {
    return gradients;
  }

  /** True when a backward pass follows. */
  public boolean trains() {
    return gradients != Gradients.NONE;
  }

  /**
   * True when tokens are generated: what came before is remembered and no backward pass follows. A
   * few rows then go through the model at a time, and chains of operators are computed as one.
   */
  boolean samples() {
    return memory.remembers() && !trains();
  }

  public List<AdapterRows> adapters() {
    return adapters;
  }

  public KeyValueMemory memory() {
    return memory;
  }

  /** Whether layers are to do their forward pass again on the way back. */
  public boolean recomputes() {
    return recomputes;
  }

  /** A layer's forward pass begins: what it drops depends on its number and the seed alone. */
  public void enterLayer(int index) {
    dropout.enterLayer(index);
  }

  RandomSource random() {
    return dropout.random();
  }

  /** How many tokens the batch has. */
  public int tokens() {
    return batch.tokens();
  }

  /** Token ids, (tokens), I64. */
  public Tensor ids() {
    return ids;
  }

  /** Memory for a result, until the pass ends or, without training, the layer does. */
  public Tensor take(long... shape) {
    return workspace.take(shape);
  }

  /** The same, in F32 whatever the pass computes in. */
  public Tensor takeWide(long... shape) {
    return workspace.takeWide(shape);
  }

  /** Memory for a moment. */
  public Workspace.Scratch scratch() {
    return workspace.scratch();
  }

  /** The rotation of every token of this pass, looked up once. */
  RotaryEmbedding.Rows rotary(RotaryEmbedding embedding) {
    return rotary.computeIfAbsent(embedding, e -> e.rows(batch, placement().device()));
  }
}
