package dev.attune.platform.run;

import dev.attune.platform.jobs.JobError;
import dev.attune.platform.jobs.Method;
import dev.attune.protocol.ControlTokens;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at every example of a file with a model's own template and tokenizer. */
public interface FileCheck {
  /** What the file is for; the words of an error depend on it. */
  enum Role {
    TRAINING,
    VALIDATION
  }

  /** What came out. */
  sealed interface Result {
    /**
     * The file can be used.
     *
     * @param lengths tokens of each example, in the file's order
     * @param lossTokens how many of all tokens carry loss
     * @param warnings what a person should know, a sentence each
     */
    record Usable(List<Integer> lengths, long lossTokens, List<String> warnings) implements Result {
      public Usable {
        lengths = List.copyOf(lengths);
        warnings = List.copyOf(warnings);
      }

      int examples() {
        return lengths.size();
      }

      long tokens() {
        return lengths.stream().mapToLong(Integer::intValue).sum();
      }
    }

    /** It cannot. */
    record Refused(JobError error) implements Result {}
  }

  /**
   * The model that is to learn from the file.
   *
   * @param context longest sequence in tokens
   * @param cutAt longer examples are cut at so many tokens; null where one that is longer than the
   *     context is an error
   * @param controlTokens what becomes of those that an example's text spells
   * @param method says what the file must hold
   */
  record Learner(
      Path directory,
      int context,
      @Nullable Integer cutAt,
      ControlTokens controlTokens,
      Method method) {}

  /** Checks one file, and tells it how far it is read. */
  Result check(Learner learner, ReadFile file, Role role);
}
