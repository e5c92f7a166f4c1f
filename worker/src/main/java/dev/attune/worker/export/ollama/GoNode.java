package dev.attune.worker.export.ollama;

import dev.attune.worker.export.ollama.Conversations.Turn;
import java.util.List;

/** A part of a Go template, of the few kinds that {@link GoText} writes. */
sealed interface GoNode {
  /** Text that stands for itself. */
  record Text(String text) implements GoNode {}

  /** {@code .Content} of the message at hand. */
  record Content() implements GoNode {}

  /** {@code if not .System}. */
  record WithoutSystem(List<GoNode> body) implements GoNode {}

  /** {@code range .Messages}. */
  record EachMessage(List<GoNode> body) implements GoNode {}

  /** {@code if eq .Role …}; the first branch that is true counts. */
  record ByRole(List<Branch> branches) implements GoNode {}

  /** What is written for one role. */
  record Branch(String role, List<GoNode> body) {}

  /**
   * Appends what the node writes.
   *
   * @param turn the message at hand; any outside of {@code range}
   */
  default void write(List<Turn> turns, Turn turn, StringBuilder out) {
    switch (this) {
      case Text(String text) -> out.append(text);
      case Content _ -> out.append(turn.content());
      case WithoutSystem(var body) -> {
        if (turns.stream().noneMatch(each -> each.role().equals("system"))) {
          body.forEach(node -> node.write(turns, turn, out));
        }
      }
      case EachMessage(var body) ->
          turns.forEach(each -> body.forEach(node -> node.write(turns, each, out)));
      case ByRole(var branches) ->
          branches.stream()
              .filter(branch -> branch.role().equals(turn.role()))
              .findFirst()
              .ifPresent(branch -> branch.body().forEach(node -> node.write(turns, turn, out)));
    }
  }
}
