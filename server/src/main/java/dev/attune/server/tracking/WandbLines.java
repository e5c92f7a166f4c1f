package dev.attune.server.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.attune.platform.jobs.JobState;
import dev.attune.platform.tracking.Telling;
import dev.attune.wire.json.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written to a run at once: lines of its files by their numbers, and how it is. Nothing at
 * all is a sign of life.
 *
 * @param preempting true when the run stands still and will go on, so that silence is no crash
 * @param complete true when nothing follows
 * @param exitCode null until then
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record WandbLines(
    @JsonProperty("files") Map<String, Chunk> files,
    @JsonProperty("preempting") @Nullable Boolean preempting,
    @JsonProperty("complete") @Nullable Boolean complete,
    @JsonProperty("exitcode") @Nullable Integer exitCode) {
  private static final String HISTORY = "wandb-history.jsonl";
  private static final String SUMMARY = "wandb-summary.json";

  /** What the client of Weights and Biases says when somebody ends its program. */
  private static final int ENDED_BY_HAND = 255;

  WandbLines {
    files = Map.copyOf(files);
  }

  /**
   * Lines that follow each other.
   *
   * @param offset the number of the first, from 0
   */
  record Chunk(@JsonProperty("offset") long offset, @JsonProperty("content") List<String> content) {
    Chunk {
      content = List.copyOf(content);
    }
  }

  /** What is told of a run that goes from one point to another by it. */
  static WandbLines of(Telling telling, WandbRun before, WandbRun after) {
    JobState state = telling.job().state();
    return new WandbLines(
        files(telling, before, after),
        standsStill(state) ? true : null,
        telling.isLast() ? true : null,
        telling.isLast() ? exitCode(state) : null);
  }

  private static Map<String, Chunk> files(Telling telling, WandbRun before, WandbRun after) {
    Instant begin = telling.job().createdAt();
    List<String> lines =
        telling.points().stream().map(point -> WireJson.text(WandbRun.line(point, begin))).toList();
    return lines.isEmpty()
        ? Map.of()
        : Map.of(
            HISTORY,
            new Chunk(before.lines(), lines),
            SUMMARY,
            new Chunk(0, List.of(WireJson.text(after.summary()))));
  }

  private static boolean standsStill(JobState state) {
    return !(state instanceof JobState.Running) && !state.isEnd();
  }

  private static @Nullable Integer exitCode(JobState state) {
    return switch (state) {
      case JobState.Succeeded _ -> 0;
      case JobState.Failed _ -> 1;
      case JobState.Cancelled _ -> ENDED_BY_HAND;
      case JobState.ValidatingFiles _, JobState.Queued _, JobState.Running _, JobState.Paused _ ->
          null;
    };
  }
}
