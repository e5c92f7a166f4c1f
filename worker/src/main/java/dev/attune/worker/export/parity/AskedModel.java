package dev.attune.worker.export.parity;

import dev.attune.inference.Engine;
import dev.attune.inference.Generation;
import dev.attune.inference.GenerationEvent;
import dev.attune.inference.GenerationRequest;
import dev.attune.inference.TokenSequence;
import dev.attune.model.decoder.CausalLm;
import dev.attune.model.layer.Gradients;
import dev.attune.model.layer.KeyValueMemory;
import dev.attune.model.layer.LoraAdapter;
import dev.attune.model.layer.Pass;
import dev.attune.model.layer.TokenBatch;
import dev.attune.torch.DType;
import dev.attune.torch.Tensor;
import dev.attune.torch.TensorScope;
import dev.attune.torch.Tensors;
import dev.attune.torch.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A model with its numbers, ready to be asked. */
public final class AskedModel {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PROMPT_TOKENS = 256;

  private final CausalLm model;
  private final @Nullable LoraAdapter adapter;
  private final int threads;

  public AskedModel(CausalLm model, @Nullable LoraAdapter adapter, int threads) {
    this.model = model;
    this.adapter = adapter;
    this.threads = threads;
  }

  /** The likeliest continuation of each prompt. */
  List<int[]> continuations(Probe probe) {
    Engine.Limits limits =
        new Engine.Limits(probe.prompts().size(), Long.MAX_VALUE, PROMPT_TOKENS, threads);
    try (Engine engine = new Engine(model, limits)) {
      List<Generation> running =
          probe.prompts().stream().map(ids -> engine.submit(request(ids, probe))).toList();
      return running.stream().map(AskedModel::tokens).toList();
    }
  }

  /** The logits at every place of a row of tokens, (tokens, vocabulary); whoever asks closes it. */
  Tensor logits(int[] ids) {
    try (TensorScope scope = new TensorScope();
        Workspace workspace = new Workspace()) {
      Pass pass = new Pass(TokenBatch.ofSequences(List.of(ids)), workspace, options(ids.length));
      Tensor hidden = model.forward(pass).states();
      Tensor logits = Tensors.empty(DType.F32, ids.length, model.shape().vocabSize());
      return scope.keep(model.lmHead().forward(hidden, logits, pass).y());
    }
  }

  private GenerationRequest request(int[] prompt, Probe probe) {
    return new GenerationRequest(
        TokenSequence.of(prompt),
        adapter,
        GenerationRequest.Sampling.GREEDY,
        probe.answer(),
        probe.endTokens(),
        0);
  }

  private Pass.Options options(int tokens) {
    List<Pass.AdapterRows> rows =
        adapter == null ? List.of() : List.of(new Pass.AdapterRows(adapter, 0, tokens));
    return new Pass.Options(Gradients.NONE, rows, KeyValueMemory.NONE);
  }

  private static int[] tokens(Generation generation) {
    IntStream.Builder tokens = IntStream.builder();
    while (true) {
      switch (generation.next(PATIENCE)) {
        case GenerationEvent.Token token -> tokens.add(token.chosen().id());
        case GenerationEvent.Finished _ -> {
          return tokens.build().toArray();
        }
        case GenerationEvent.Failed failed -> throw failed.cause();
      }
    }
  }
}
