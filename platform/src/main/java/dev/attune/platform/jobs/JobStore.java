package dev.attune.platform.jobs;

import dev.attune.platform.page.Page;
import dev.attune.platform.page.PageRequest;
import java.util.List;
import java.util.Optional;

/** Where jobs, their events and their checkpoints are kept. */
public interface JobStore {
  /** Adds a job with its first events, and the trails of all that it is tracked by. */
  void insert(Job job, List<JobEvent> events);

  /**
   * Writes a change in one transaction, if the job is still at the version it builds on. A change
   * that ends the job also writes what its project's webhook endpoints are to be told.
   *
   * @return the job as it is now; empty when someone else was first and nothing was written
   */
  Optional<Job> apply(JobChange change);

  /** A job of any project. */
  Optional<Job> find(String id);

  /** Newest first. */
  Page<Job> list(String projectId, MetadataFilter filter, PageRequest page);

  /** Newest first. */
  Page<Job> search(String projectId, JobSearch search, PageRequest page);

  /** The metrics of the newest step, empty before the first. */
  Optional<StepMetrics> lastMetrics(String jobId);

  /** Jobs of all projects, oldest first. */
  List<Job> listInState(StateName state);

  /** Newest first. */
  Page<JobEvent> listEvents(String jobId, PageRequest page);

  /** The metrics of all steps, in order. */
  List<StepMetrics> listMetrics(String jobId);

  /** Newest first. */
  Page<JobCheckpoint> listCheckpoints(String jobId, PageRequest page);

  /** All of them, oldest first. */
  List<JobCheckpoint> listCheckpoints(String jobId);
}
