package dev.attune.model.layer;

import dev.attune.torch.Tensor;

/** A part of a layer: rows of features in, rows of features out. */
public interface Block {
  /** Computes y from x, both (tokens, features). x must not change before the way back is done. */
  Forward forward(Tensor x, Pass pass);

  /** What a training pass over this block takes. */
  Footprint footprint(Footprint.Load load);
}
