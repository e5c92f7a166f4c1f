package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/** One layer of a decoder: it changes the residual stream. */
public interface DecoderLayer {
  /** x and the result are (tokens, hidden). */
  Result forward(Tensor x, Pass pass);

  /** What a training pass over this layer takes. */
  Footprint footprint(Footprint.Load load);

  /**
   * What a layer made of the residual stream.
   *
   * @param y the stream behind the layer
   * @param backward how its gradient goes back
   */
  record Result(Tensor y, ResidualBackward backward) {}

  /** The backward pass along a residual stream, whose gradient is changed in place. */
  @FunctionalInterface
  interface ResidualBackward {
    /** On entry {@code gradient} is that of the layer's output, on return that of its input. */
    void run(Tensor gradient);
  }
}
