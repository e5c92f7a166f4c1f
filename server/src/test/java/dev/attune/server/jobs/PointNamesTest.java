package dev.attune.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.platform.jobs.JobEvent;
import dev.attune.platform.jobs.StepMetrics;
import dev.attune.platform.jobs.StepMetrics.Reward;
import dev.attune.platform.tracking.Point;
import dev.attune.wire.json.WireJson;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A number has one name, in a job's events and in the services that draw it. */
final class PointNamesTest {
  @Test
  void pointsAreNamedAsEventsNameThem() {
    StepMetrics metrics =
        new StepMetrics(
            7,
            9,
            1,
            2,
            3.0,
            4.0,
            5.0,
            6.0,
            new StepMetrics.Rewards(new Reward(7, 8, 9), new Reward(1, 2, 3), new Reward(4, 5, 6)),
            0.5,
            0.25,
            0.125,
            1L << 30);
    JobEvent event = new JobEvent("e", Instant.EPOCH, JobEvent.Level.INFO, "m", metrics);
    JsonNode data = WireJson.mapper().valueToTree(EventJson.of(event)).path("data");

    Map<String, Double> told = new TreeMap<>();
    data.forEachEntry((name, value) -> {
      if (value.isObject()) {
        value.forEachEntry((inner, number) -> told.put(inner, number.doubleValue()));
      } else if (!name.equals("step") && !name.equals("total_steps")) {
        told.put(name, value.doubleValue());
      }
    });

    assertThat(new TreeMap<>(new Point(Instant.EPOCH, metrics).values())).isEqualTo(told);
  }
}
