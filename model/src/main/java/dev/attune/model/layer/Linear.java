package dev.attune.model.layer;

import dev.attune.torch.LowRank;
import dev.attune.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * y = x·Wᵀ + b, and on the tokens of an adapter its low-rank change as well.
 *
 * <p>Backward: dx = dy·W, dW = dyᵀ·x, db = Σ dy; of the weights only what is trained.
 */
public final class Linear implements Block {
  private final String name;
  private final Parameter weight;
  private final @Nullable Parameter bias;

  Linear(String name, Parameter weight, @Nullable Parameter bias) {
    this.name = name;
    this.weight = weight;
    this.bias = bias;
  }

  /** The module's whole name, such as {@code model.layers.0.self_attn.q_proj}. */
  public String name() {
    return name;
  }

  /** (out, in). */
  public Parameter weight() {
    return weight;
  }

  public long in() {
    return weight.shape().get(1);
  }

  public long out() {
    return weight.shape().get(0);
  }

  /** Multiplies x (tokens, in) to y (tokens, out). */
  @Override
  public Forward forward(Tensor x, Pass pass) {
    return forward(x, pass.take(x.size(0), out()), pass);
  }

  /** The same into a given y. */
  Forward forward(Tensor x, Tensor y, Pass pass) {
    weight.multiply(x, y);
    if (bias != null) {
      y.plus(bias.value());
    }
    List<Backward> adapted = adapt(x, y, pass);
    return new Forward(y, (dy, dx) -> backward(x, dy, dx, adapted, pass));
  }

  @Override
  public Footprint footprint(Footprint.Load load) {
    return footprintInto(load).then(Footprint.kept(load.tokens() * out()));
  }

  /** Of the product into a given y. */
  Footprint footprintInto(Footprint.Load load) {
    long rank = load.adapter().rank().applyAsLong(this);
    Footprint change = Lora.footprint(rank, this, load);
    if (!load.weightsMove()) {
      return change;
    }
    long db = bias == null ? 0 : load.wide(out());
    return change.then(Gradients.product(in() * out(), load)).then(Footprint.moment(db));
  }

  private List<Backward> adapt(Tensor x, Tensor y, Pass pass) {
    List<Backward> adapted = new ArrayList<>();
    List<LowRank.Change> small = new ArrayList<>();
    for (Pass.AdapterRows rows : pass.adapters()) {
      Lora lora = rows.adapter().find(this);
      if (lora == null) {
        continue;
      }
      int start = rows.start();
      int count = rows.count();
      if (Lora.isSmall(count, pass)) {
        small.add(lora.small(start, count));
      } else {
        Backward backward = lora.forward(x.rows(start, count), y.rows(start, count), pass);
        adapted.add((dy, dx) -> backward.run(dy.rows(start, count), dx.rows(start, count)));
      }
    }
    LowRank.addTo(y, x, small);
    return adapted;
  }

  private void backward(Tensor x, Tensor dy, Tensor dx, List<Backward> adapted, Pass pass) {
    dx.addMm(dy, weight.value(), 1);
    adapted.forEach(lora -> lora.run(dy, dx));
    pass.gradients().addProduct(weight, dy, x, 1, pass);
    pass.gradients().addSum(bias, dy, pass);
  }
}
