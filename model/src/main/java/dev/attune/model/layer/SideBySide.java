package dev.attune.model.layer;

import dev.attune.torch.Tensor;
import dev.attune.torch.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Linear modules of the same input, their outputs side by side: y = [W₁·x | W₂·x | …]. Whoever
 * reads y need not know whether a family publishes them apart or as one matrix.
 */
public record SideBySide(List<Part> parts) implements Block {
  public SideBySide {
    parts = List.copyOf(parts);
  }

  /**
   * Some columns of y.
   *
   * @param norm behind the module, over as many features at a time as it has weights; or null
   */
  public record Part(Linear linear, @Nullable RmsNorm norm) {
    private Footprint footprint(Footprint.Load load) {
      Footprint projected = linear.footprint(load);
      if (norm == null) {
        return projected;
      }
      long width = load.tokens() * linear.out();
      Footprint normed = norm.footprint(width / norm.size(), load).then(Footprint.kept(width));
      return projected.then(normed).during(width);
    }
  }

  /** Modules without norms. */
  public static SideBySide of(Linear... linears) {
    return new SideBySide(Arrays.stream(linears).map(linear -> new Part(linear, null)).toList());
  }

  /** x is (tokens, in), y (tokens, all outs). */
  @Override
  public Forward forward(Tensor x, Pass pass) {
    Tensor y = pass.take(x.size(0), parts.stream().mapToLong(part -> part.linear().out()).sum());
    List<Backward> ways = new ArrayList<>();
    long column = 0;
    for (Part part : parts) {
      ways.add(forward(part, x, y.columns(column, part.linear().out()), pass));
      column += part.linear().out();
    }
    return new Forward(y, (dy, dx) -> backward(ways, dy, dx));
  }

  @Override
  public Footprint footprint(Footprint.Load load) {
    return parts.stream().map(part -> part.footprint(load)).reduce(Footprint.NONE, Footprint::then);
  }

  private void backward(List<Backward> ways, Tensor dy, Tensor dx) {
    long column = 0;
    for (int i = 0; i < ways.size(); i++) {
      long columns = parts.get(i).linear().out();
      ways.get(i).run(dy.columns(column, columns), dx);
      column += columns;
    }
  }

  private static Backward forward(Part part, Tensor x, Tensor y, Pass pass) {
    RmsNorm norm = part.norm();
    if (norm == null) {
      return part.linear().forward(x, y, pass).backward();
    }
    Forward projected = part.linear().forward(x, pass);
    Backward normed = norm.forward(norm.groups(projected.y()), norm.groups(y), pass);
    return (dy, dx) -> {
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor before = scratch.take(projected.y().shape()).zero();
        normed.run(norm.groups(dy), norm.groups(before));
        projected.backward().run(before, dx);
      }
    };
  }
}
