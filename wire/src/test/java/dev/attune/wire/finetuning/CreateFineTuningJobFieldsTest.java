package dev.attune.wire.finetuning;

import static dev.attune.wire.json.Mutations.Kind.ARRAY;
import static dev.attune.wire.json.Mutations.Kind.BOOLEAN;
import static dev.attune.wire.json.Mutations.Kind.DECIMAL;
import static dev.attune.wire.json.Mutations.Kind.INTEGER;
import static dev.attune.wire.json.Mutations.Kind.OBJECT;
import static dev.attune.wire.json.Mutations.Kind.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.wire.json.Mutations;
import dev.attune.wire.json.Mutations.Mutation;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of the request for a job, wrong in every way. */
final class CreateFineTuningJobFieldsTest {
  private static final String BASE =
      """
      {'model':'starter','training_file':'file-1','validation_file':'file-2','suffix':'x',
       'seed':42,
       'hyperparameters':{'n_epochs':3,'batch_size':1,'learning_rate_multiplier':0.5},
       'method':{'type':'METHOD',
         'supervised':{'hyperparameters':
           {'n_epochs':3,'batch_size':'auto','learning_rate_multiplier':2}},
         'dpo':{'hyperparameters':
           {'n_epochs':3,'batch_size':8,'learning_rate_multiplier':2,'beta':0.1}},
         'reinforcement':{'grader':{'type':'string_check','name':'g','input':'a','reference':'b','operation':'eq'},
           'response_format':{'type':'text'},
           'hyperparameters':{'n_epochs':3,'batch_size':8,'learning_rate_multiplier':2,
             'reasoning_effort':'low','compute_multiplier':1,'eval_interval':5,
             'eval_samples':5}}},
       'integrations':[{'type':'wandb',
         'wandb':{'project':'p','name':'n','entity':'e','tags':['a']}}],
       'metadata':{'k':'v'},
       'attune':{'tuning':'lora','rank':16,'alpha':32,'dropout':0,'target_modules':['q_proj'],
         'use_rslora':true,'learning_rate':0.001,'schedule':'linear','warmup_ratio':0.1,'max_sequence_length':512,
         'packing':true,'device':'cpu'}}
      """;

  /** Inside of these anything may stand; later layers look at it. */
  private static final List<String> AS_SENT = List.of("method.reinforcement.response_format.type");

  private static final Mutations SUPERVISED = mutations("supervised");
  private static final Mutations DPO = mutations("dpo");
  private static final Mutations REINFORCEMENT = mutations("reinforcement");

  private static Mutations mutations(String method) {
    return new Mutations(BASE.replace("METHOD", method), CreateFineTuningJob::read);
  }

  static Stream<Mutation> strings() {
    return Stream.of(
            SUPERVISED.of("model", true, STRING),
            SUPERVISED.of("training_file", true, STRING),
            SUPERVISED.of("validation_file", false, STRING),
            SUPERVISED.of("suffix", false, STRING),
            SUPERVISED.edges("suffix", quoted(1, 64), quoted(0, 65)),
            SUPERVISED.edges("suffix", List.of("'" + "😀".repeat(64) + "'"), List.of()))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> numbers() {
    return Stream.of(
            SUPERVISED.of("seed", false, INTEGER),
            SUPERVISED.edges("seed", List.of("0", "2147483647"), List.of("-1", "2147483648")),
            SUPERVISED.of("hyperparameters", false, OBJECT),
            shared(SUPERVISED, "hyperparameters"),
            shared(SUPERVISED, "method.supervised.hyperparameters"),
            shared(DPO, "method.dpo.hyperparameters"),
            shared(REINFORCEMENT, "method.reinforcement.hyperparameters"))
        .flatMap(Function.identity());
  }

  private static Stream<Mutation> shared(Mutations mutations, String path) {
    return Stream.of(
            mutations.of(path + ".n_epochs", false, INTEGER),
            mutations.edges(path + ".n_epochs", List.of("1", "50", "'auto'"), List.of("0", "51")),
            mutations.of(path + ".batch_size", false, INTEGER),
            mutations.edges(path + ".batch_size", List.of("1", "256"), List.of("0", "257")),
            mutations.of(path + ".learning_rate_multiplier", false, INTEGER, DECIMAL),
            mutations.edges(
                path + ".learning_rate_multiplier",
                List.of("1e-300", "'auto'", "3"),
                List.of("0", "-0.0", "-0.1", "'AUTO'")),
            mutations.unknownIn(path))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> methods() {
    String rft = "method.reinforcement";
    String numbers = rft + ".hyperparameters";
    return Stream.of(
            SUPERVISED.of("method", false, OBJECT),
            SUPERVISED.of("method.type", true, STRING),
            SUPERVISED.of("method.supervised", false, OBJECT),
            SUPERVISED.of("method.supervised.hyperparameters", false, OBJECT),
            DPO.of("method.dpo", false, OBJECT),
            DPO.of("method.dpo.hyperparameters", false, OBJECT),
            DPO.of("method.dpo.hyperparameters.beta", false, INTEGER, DECIMAL),
            DPO.edges(
                "method.dpo.hyperparameters.beta",
                List.of("'auto'", "2", "0.01"),
                List.of("0", "2.01")),
            REINFORCEMENT.of(rft, true, OBJECT),
            REINFORCEMENT.of(rft + ".grader", true, OBJECT),
            REINFORCEMENT.of(rft + ".grader.type", true, STRING),
            REINFORCEMENT.of(rft + ".grader.name", false, STRING),
            REINFORCEMENT.of(rft + ".grader.input", true, STRING),
            REINFORCEMENT.of(rft + ".grader.reference", true, STRING),
            REINFORCEMENT.of(rft + ".grader.operation", true, STRING),
            REINFORCEMENT.of(rft + ".response_format", false, OBJECT),
            REINFORCEMENT.of(numbers, false, OBJECT),
            REINFORCEMENT.of(numbers + ".reasoning_effort", false, STRING),
            REINFORCEMENT.of(numbers + ".compute_multiplier", false, INTEGER, DECIMAL),
            REINFORCEMENT.edges(
                numbers + ".compute_multiplier",
                List.of("0.000011", "10", "'auto'"),
                List.of("0.00001", "10.1")),
            REINFORCEMENT.of(numbers + ".eval_interval", false, INTEGER),
            REINFORCEMENT.edges(numbers + ".eval_interval", List.of("1"), List.of("0")),
            REINFORCEMENT.of(numbers + ".eval_samples", false, INTEGER),
            REINFORCEMENT.edges(numbers + ".eval_samples", List.of("1"), List.of("0")),
            SUPERVISED.unknownIn("method", "method.supervised"),
            DPO.unknownIn("method.dpo"),
            REINFORCEMENT.unknownIn(rft, rft + ".grader"))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> integrations() {
    String wandb = "integrations[0].wandb";
    return Stream.of(
            SUPERVISED.of("integrations", false, ARRAY),
            SUPERVISED.edges("integrations", List.of("[]"), List.of(items(6, integration()))),
            SUPERVISED.of("integrations[0].type", true, STRING),
            SUPERVISED.of(wandb, true, OBJECT),
            SUPERVISED.of(wandb + ".project", true, STRING),
            SUPERVISED.edges(
                wandb + ".project",
                List.of("'a b.c'", "'...'"),
                List.of("'..'", "'.'", "'a/b'", "'a?b'", "'a%2fb'")),
            SUPERVISED.edges(wandb + ".entity", List.of("'e'"), List.of("'..'", "'a#b'")),
            SUPERVISED.of(wandb + ".name", false, STRING),
            SUPERVISED.of(wandb + ".entity", false, STRING),
            SUPERVISED.of(wandb + ".tags", false, ARRAY),
            SUPERVISED.edges(
                wandb + ".tags", List.of("[]", items(50, "'t'")), List.of(items(51, "'t'"))),
            SUPERVISED.edges(wandb + ".tags[0]", quoted(1, 64), quoted(65)),
            SUPERVISED.unknownIn("integrations[0]", wandb))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> metadata() {
    return Stream.of(
            SUPERVISED.of("metadata", false, OBJECT),
            SUPERVISED.edges("metadata", List.of("{}", pairs(16)), List.of(pairs(17))),
            SUPERVISED.edges(
                "metadata",
                List.of("{" + quoted(64).getFirst() + ":'v'}"),
                List.of("{" + quoted(65).getFirst() + ":'v'}", "{'k':1}", "{'k':null}")),
            SUPERVISED.edges("metadata.k", quoted(0, 1, 512), quoted(513)))
        .flatMap(Function.identity());
  }

  static Stream<Mutation> ownOptions() {
    return Stream.of(
            SUPERVISED.of("attune", false, OBJECT),
            SUPERVISED.of("attune.tuning", false, STRING),
            SUPERVISED.of("attune.rank", false, INTEGER),
            SUPERVISED.edges("attune.rank", List.of("1", "1024"), List.of("0", "1025")),
            SUPERVISED.of("attune.alpha", false, INTEGER, DECIMAL),
            SUPERVISED.edges("attune.alpha", List.of("0.5"), List.of("0", "65537")),
            SUPERVISED.of("attune.dropout", false, INTEGER, DECIMAL),
            SUPERVISED.edges("attune.dropout", List.of("0", "0.9"), List.of("0.91", "-0.1")),
            SUPERVISED.of("attune.target_modules", false, ARRAY),
            SUPERVISED.edges("attune.target_modules", List.of("['lm_head']"), List.of("['a b']")),
            SUPERVISED.of("attune.use_rslora", false, BOOLEAN),
            SUPERVISED.of("attune.learning_rate", false, INTEGER, DECIMAL),
            SUPERVISED.edges("attune.learning_rate", List.of("1", "1e-9"), List.of("0", "1.1")),
            SUPERVISED.of("attune.schedule", false, STRING),
            SUPERVISED.of("attune.warmup_ratio", false, INTEGER, DECIMAL),
            SUPERVISED.edges("attune.warmup_ratio", List.of("0", "1"), List.of("1.1")),
            SUPERVISED.of("attune.max_sequence_length", false, INTEGER),
            SUPERVISED.edges("attune.max_sequence_length", List.of("1"), List.of("0")),
            SUPERVISED.of("attune.packing", false, BOOLEAN),
            SUPERVISED.of("attune.device", false, STRING),
            SUPERVISED.edges("attune.device", List.of("'cuda:0'"), List.of("'/dev/x'")),
            SUPERVISED.unknownIn("", "attune"))
        .flatMap(Function.identity());
  }

  @ParameterizedTest
  @MethodSource({"strings", "numbers", "methods", "integrations", "metadata", "ownOptions"})
  void aFieldIsTakenOrRefusedByItsName(Mutation mutation) {
    SUPERVISED.check(mutation);
  }

  @Test
  void noFieldIsLeftOut() {
    List<String> mutated =
        Stream.of(strings(), numbers(), methods(), integrations(), metadata(), ownOptions())
            .flatMap(Function.identity())
            .map(Mutation::path)
            .toList();

    assertThat(mutated)
        .containsAll(SUPERVISED.paths().stream().filter(path -> !AS_SENT.contains(path)).toList());
  }

  private static List<String> quoted(int... lengths) {
    return IntStream.of(lengths).mapToObj(length -> "'" + "a".repeat(length) + "'").toList();
  }

  private static String items(int count, String item) {
    return "[" + String.join(",", Collections.nCopies(count, item)) + "]";
  }

  private static String integration() {
    return "{'type':'wandb','wandb':{'project':'p'}}";
  }

  private static String pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'k%d':'v'".formatted(i))
        .collect(Collectors.joining(",", "{", "}"));
  }
}
