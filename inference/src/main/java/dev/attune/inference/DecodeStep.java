package dev.attune.inference;

import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.Gradients;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Pass;
import dev.attune.model.layer.TokenBatch;
import dev.attune.torch.Tensor;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/** One step of the engine: all sequences through the model together, each by its next tokens. */
final class DecodeStep {
  private static final int WORTH_WAITING = 16;

  private final CausalLm model;
  private final Workspace workspace;
  private final int promptTokens;
  private final CommonStart commonStart;

  DecodeStep(CausalLm model, Workspace workspace, int promptTokens) {
    this.model = model;
    this.workspace = workspace;
    this.promptTokens = promptTokens;
    this.commonStart = new CommonStart(model.rotationChangesAfter());
  }

  /** A sequence and the tokens it brings to this step. */
  private record Turn(Sequence sequence, TokenSequence tokens) {
    TokenMemory memory() {
      return sequence.memory();
    }
  }

  /**
   * Takes the sequences further.
   *
   * @return those that are finished
   */
  List<Sequence> run(List<Sequence> sequences) {
    List<Turn> turns = turns(sequences);
    Workspace.Mark mark = workspace.mark();
    try {
      return run(turns, batch(turns));
    } finally {
      workspace.release(mark);
    }
  }

  private List<Sequence> run(List<Turn> turns, TokenBatch batch) {
    Pass pass = new Pass(batch, workspace, options(turns, batch));
    Tensor hidden = model.forward(pass).states();
    List<Turn> ready = new ArrayList<>();
    List<Integer> lastRows = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      turn.memory().advance(turn.tokens().length());
      if (turn.memory().pending() == 0) {
        ready.add(turn);
        TokenBatch.Segment segment = batch.segments().get(i);
        lastRows.add(segment.start() + segment.length() - 1);
      }
    }
    return ready.isEmpty() ? List.of() : sample(ready, hidden, lastRows, pass);
  }

  private List<Sequence> sample(
      List<Turn> ready, Tensor hidden, List<Integer> lastRows, Pass pass) {
    int vocabulary = model.shape().vocabSize();
    Tensor rows = Tensors.of(lastRows.stream().mapToInt(Integer::intValue).toArray());
    Tensor last = pass.take(ready.size(), hidden.size(1)).selectRows(hidden, rows);
    Tensor logits = model.lmHead().forward(last, pass.take(ready.size(), vocabulary), pass).y();
    float[] numbers = logits.floats();
    List<Sequence> finished = new ArrayList<>();
    for (int i = 0; i < ready.size(); i++) {
      Sequence sequence = ready.get(i).sequence();
      if (sequence.accept(Arrays.copyOfRange(numbers, i * vocabulary, (i + 1) * vocabulary))) {
        finished.add(sequence);
      } else if (sequence.memory().length() - 1 == model.rotationChangesAfter()) {
        sequence.memory().forget();
      }
    }
    return finished;
  }

  /**
   * A sequence with one token left always has one; longer prompts share what is left, first come
   * first, but one whose next tokens another sends through the model already waits for what that
   * one learns. Equal adapters stand together.
   */
  private List<Turn> turns(List<Sequence> sequences) {
    List<Turn> turns = new ArrayList<>();
    int left = promptTokens;
    for (Sequence sequence : sequences) {
      TokenMemory memory = sequence.memory();
      if (memory.pending() == 1) {
        turns.add(new Turn(sequence, memory.nextTokens(1)));
      } else if (left > 0 && turns.stream().noneMatch(turn -> leads(turn.memory(), memory))) {
        TokenSequence tokens = memory.nextTokens(left);
        turns.add(new Turn(sequence, tokens));
        left -= tokens.length();
      }
    }
    return groupedByAdapter(turns);
  }

  private boolean leads(TokenMemory first, TokenMemory second) {
    return commonStart.tokens(first, second) - second.known() >= WORTH_WAITING;
  }

  private static List<Turn> groupedByAdapter(List<Turn> turns) {
    IdentityHashMap<Object, List<Turn>> groups = new IdentityHashMap<>();
    List<List<Turn>> inOrder = new ArrayList<>();
    for (Turn turn : turns) {
      LoraAdapter adapter = turn.memory().adapter();
      Object key = adapter == null ? DecodeStep.class : adapter;
      groups
          .computeIfAbsent(
              key,
              _ -> {
                inOrder.add(new ArrayList<>());
                return inOrder.getLast();
              })
          .add(turn);
    }
    return inOrder.stream().flatMap(List::stream).toList();
  }

  private static TokenBatch batch(List<Turn> turns) {
    return TokenBatch.ofContinuations(
        turns.stream().map(turn -> turn.tokens().ids()).toList(),
        turns.stream().mapToInt(turn -> turn.memory().known()).toArray(),
        turns.stream().mapToInt(turn -> turn.memory().length()).toArray());
  }

  private static Pass.Options options(List<Turn> turns, TokenBatch batch) {
    return new Pass.Options(
        Gradients.NONE,
        adapterRows(turns, batch),
        (layer, segment, keys, values) -> {
          TokenMemory memory = turns.get(segment).memory();
          return memory.cache().extend(layer, memory.known(), keys, values);
        });
  }

  private static List<Pass.AdapterRows> adapterRows(List<Turn> turns, TokenBatch batch) {
    List<Pass.AdapterRows> rows = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      LoraAdapter adapter = turns.get(i).memory().adapter();
      TokenBatch.Segment segment = batch.segments().get(i);
      if (adapter == null) {
        continue;
      }
      if (!rows.isEmpty() && rows.getLast().adapter() == adapter) {
        Pass.AdapterRows last = rows.removeLast();
        rows.add(new Pass.AdapterRows(adapter, last.start(), last.count() + segment.length()));
      } else {
        rows.add(new Pass.AdapterRows(adapter, segment.start(), segment.length()));
      }
    }
    return rows;
  }
}
