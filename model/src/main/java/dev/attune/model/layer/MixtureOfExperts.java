package dev.attune.model.layer;

import dev.attune.torch.Device;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * y = Σ w_e·expert_e(x) over the experts that a router chose for each token
 * (https://arxiv.org/abs/1701.06538). Every expert computes its tokens together.
 */
public record MixtureOfExperts(Router router, List<Expert> experts) implements Block {
  public MixtureOfExperts {
    experts = List.copyOf(experts);
  }

  /** x and y are (tokens, hidden). */
  @Override
  public Forward forward(Tensor x, Pass pass) {
    Router.Choice choice = router.forward(x, pass);
    Tensor y = pass.take(x.shape()).zero();
    List<Visit> visits = visits(choice.experts());
    List<Expert.Way> ways = new ArrayList<>();
    for (Visit visit : visits) {
      try (Workspace.Scratch scratch = pass.scratch()) {
        Tensor part = scratch.take(visit.count(), x.size(1));
        Expert.Tokens tokens = visit.tokens(x, choice.weights(), scratch);
        ways.add(experts.get(visit.expert()).forward(tokens, part, pass));
        y.addRows(visit.rows(), part);
      }
    }
    return new Forward(y, (dy, dx) -> backward(new Kept(x, choice, visits, ways), dy, dx, pass));
  }

  /** As much as there can be: one expert may be sent every token. */
  @Override
  public Footprint footprint(Footprint.Load load) {
    long chosen = load.tokens() * router.topK();
    long sent = 3 * load.stream() + 2 * load.tokens(); // x, dx and dy, weights and their gradient
    Expert any = experts.getFirst();
    Footprint visits =
        new Footprint(
            any.footprint(chosen, load).kept(), any.footprint(load.tokens(), load).moment());
    return router
        .footprint(load)
        .then(visits.during(sent))
        .during(chosen)
        .then(Footprint.kept(load.stream()));
  }

  private record Kept(Tensor x, Router.Choice choice, List<Visit> visits, List<Expert.Way> ways) {}

  private static void backward(Kept kept, Tensor dy, Tensor dx, Pass pass) {
    Router.Choice choice = kept.choice();
    try (Workspace.Scratch scratch = pass.scratch()) {
      Tensor dw = scratch.take(choice.weights().shape()).zero();
      for (int i = 0; i < kept.visits().size(); i++) {
        Visit visit = kept.visits().get(i);
        try (Workspace.Scratch own = pass.scratch()) {
          Tensor part = own.take(visit.count(), dy.size(1)).selectRows(dy, visit.rows());
          Expert.Tokens gradient =
              new Expert.Tokens(own.take(part.shape()).zero(), own.take(visit.count(), 1).zero());
          kept.ways().get(i).run(visit.tokens(kept.x(), choice.weights(), own), part, gradient);
          dx.addRows(visit.rows(), gradient.x());
          dw.view(-1, 1).addRows(visit.slots(), gradient.weight());
        }
      }
      choice.backward().run(dw, dx);
    }
  }

  /**
   * The tokens that one expert sees.
   *
   * @param rows which tokens, I64
   * @param slots which of all choices, token by token, I64
   */
  private record Visit(int expert, Tensor rows, Tensor slots) {
    long count() {
      return rows.count();
    }

    Expert.Tokens tokens(Tensor x, Tensor weights, Workspace.Scratch scratch) {
      return new Expert.Tokens(
          scratch.take(count(), x.size(1)).selectRows(x, rows),
          scratch.take(count(), 1).selectRows(weights.view(-1, 1), slots));
    }
  }

  /** Of every expert that anybody chose, in order. */
  private List<Visit> visits(Tensor experts) {
    Device device = experts.device();
    long[] chosen = experts.longs();
    SortedMap<Integer, List<Integer>> slotsOf = new TreeMap<>();
    for (int slot = 0; slot < chosen.length; slot++) {
      slotsOf.computeIfAbsent((int) chosen[slot], _ -> new ArrayList<>()).add(slot);
    }
    List<Visit> visits = new ArrayList<>();
    slotsOf.forEach((expert, slots) -> {
      int[] all = slots.stream().mapToInt(Integer::intValue).toArray();
      int[] rows = slots.stream().mapToInt(slot -> slot / router.topK()).toArray();
      visits.add(new Visit(expert, Tensors.of(rows).on(device), Tensors.of(all).on(device)));
    });
    return visits;
  }
}
