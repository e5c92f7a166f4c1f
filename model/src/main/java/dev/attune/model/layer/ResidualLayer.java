package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;
import java.util.ArrayList;
import java.util.List;

/**
 * h = x + m·attention(x), y = h + m·feedForward(h). Each branch is a chain of two blocks or more:
 * where its norms stand, before the work, behind it or on both sides, is what families differ in.
 *
 * @param multiplier m
 */
public record ResidualLayer(List<Block> attention, List<Block> feedForward, double multiplier)
    implements DecoderLayer {
  public ResidualLayer {
    attention = List.copyOf(attention);
    feedForward = List.copyOf(feedForward);
    if (attention.size() < 2 || feedForward.size() < 2) {
      throw new IllegalArgumentException("A branch needs a norm and a block");
    }
  }

  /** A layer whose branches are added as they are. */
  public ResidualLayer(List<Block> attention, List<Block> feedForward) {
    this(attention, feedForward, 1);
  }

  /** The same with branches that are added {@code multiplier} times. */
  public ResidualLayer withMultiplier(double multiplier) {
    return new ResidualLayer(attention, feedForward, multiplier);
  }

  @Override
  public Result forward(Tensor x, Pass pass) {
    Result h = add(attention, x, pass);
    Result y = add(feedForward, h.y(), pass);
    return new Result(
        y.y(),
        gradient -> {
          y.backward().run(gradient);
          h.backward().run(gradient);
        });
  }

  @Override
  public Footprint footprint(Footprint.Load load) {
    return footprint(attention, load).then(footprint(feedForward, load));
  }

  /** A branch: one gradient more is held with each block that the way back has gone through. */
  private Footprint footprint(List<Block> chain, Footprint.Load load) {
    Footprint all = Footprint.NONE;
    long held = multiplier == 1 ? 0 : load.stream();
    for (Block block : chain.subList(1, chain.size()).reversed()) {
      held += load.stream();
      all = all.then(block.footprint(load).during(held));
    }
    return all.then(chain.getFirst().footprint(load).during(held));
  }

  /** x + m·chain(x). */
  private Result add(List<Block> chain, Tensor x, Pass pass) {
    List<Backward> ways = new ArrayList<>();
    Tensor y = x;
    for (Block block : chain) {
      Forward forward = block.forward(y, pass);
      ways.add(forward.backward());
      y = forward.y();
    }
    return new Result(scaled(y, y).plus(x), gradient -> goBack(ways, gradient, pass));
  }

  /** Through a branch; what goes straight on is in {@code gradient} already. */
  private void goBack(List<Backward> ways, Tensor gradient, Pass pass) {
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor dy = multiplier == 1 ? gradient : scaled(scratch.take(gradient.shape()), gradient);
      for (Backward way : ways.subList(1, ways.size()).reversed()) {
        Tensor dx = scratch.take(gradient.shape()).zero();
        way.run(dy, dx);
        dy = dx;
      }
      ways.getFirst().run(dy, gradient);
    }
  }

  private Tensor scaled(Tensor out, Tensor x) {
    return multiplier == 1 ? out : out.mul(x, multiplier);
  }
}
