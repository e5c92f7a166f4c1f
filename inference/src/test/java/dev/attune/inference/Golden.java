package dev.attune.inference;

import dev.attune.inference.GenerationEvent.Finished;
import dev.attune.inference.GenerationEvent.Token;
import dev.attune.model.Families;
import dev.attune.model.decoder.ConfigJson;
import dev.attune.model.layer.LoraAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reference models and the ways tests ask the engine. */
final class Golden {
  static final Engine.Limits LIMITS = new Engine.Limits(8, 1L << 30, 64, 1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Golden() {}

  static Path folder(String name) {
    return Path.of(System.getProperty("golden.dir", "../golden"), name);
  }

  /** Every reference model of a family that is supported. */
  static Stream<Path> folders() {
    try (Stream<Path> entries = Files.list(folder("."))) {
      return entries
          .filter(Files::isDirectory)
          .filter(each -> Families.supports(ConfigJson.read(each).modelType()))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int[] ints(JsonNode list) {
    return list.valueStream().mapToInt(JsonNode::intValue).toArray();
  }

  static GenerationRequest greedy(int[] prompt, int maxTokens, @Nullable LoraAdapter adapter) {
    return new GenerationRequest(
        TokenSequence.of(prompt),
        adapter,
        GenerationRequest.Sampling.GREEDY,
        maxTokens,
        Set.of(),
        0);
  }

  /** A finished generation. */
  record Outcome(List<Token> tokens, GenerationEvent.Reason reason) {
    List<Integer> ids() {
      return tokens.stream().map(token -> token.chosen().id()).toList();
    }
  }

  static Outcome await(Generation generation) {
    List<Token> tokens = new ArrayList<>();
    while (true) {
      switch (generation.next(PATIENCE)) {
        case Token token -> tokens.add(token);
        case Finished(GenerationEvent.Reason reason) -> {
          return new Outcome(tokens, reason);
        }
        case GenerationEvent.Failed(RuntimeException cause) -> throw cause;
      }
    }
  }
}
