package dev.attune.platform.usage;

import java.util.Collection;
import java.util.List;

/** Where counts are kept. */
public interface UsageStore {
  /** Adds to what is counted already, all or nothing. */
  void add(Collection<UsageCount> counts);

  /** Sums that are not zero, by bucket. */
  List<CompletionSum> completions(String organizationId, UsageRange range);

  /** Jobs that ended, by bucket. Keys are not asked for: a job does not remember its own. */
  List<JobSum> jobs(String organizationId, UsageRange range);
}
