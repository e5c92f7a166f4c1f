package dev.attune.cli.watch;

import com.openai.client.OpenAIClient;
import com.openai.models.finetuning.jobs.FineTuningJobEvent;
import com.openai.models.finetuning.jobs.JobListEventsParams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a job that were not seen before. The API lists them newest first. */
final class NewEvents {
  private static final int PAGE = 100;

  private final OpenAIClient client;
  private final String jobId;
  private @Nullable String newestSeen;

  NewEvents(OpenAIClient client, String jobId) {
    this.client = client;
    this.jobId = jobId;
  }

  /** Oldest first. */
  List<FineTuningJobEvent> next() {
    List<FineTuningJobEvent> unseen = new ArrayList<>();
    JobListEventsParams query = JobListEventsParams.builder().limit(PAGE).build();
    for (FineTuningJobEvent event :
        client.fineTuning().jobs().listEvents(jobId, query).autoPager()) {
      if (event.id().equals(newestSeen)) {
        break;
      }
      unseen.add(event);
    }
    if (!unseen.isEmpty()) {
      newestSeen = unseen.getFirst().id();
    }
    return unseen.reversed();
  }
}
