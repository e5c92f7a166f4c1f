package dev.attune.server.organization;

import dev.attune.platform.owner.Organization;
import dev.attune.platform.usage.CompletionSum;
import dev.attune.platform.usage.Group;
import dev.attune.platform.usage.JobSum;
import dev.attune.platform.usage.UsageLog;
import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.Parameters;
import dev.attune.wire.usage.CompletionsUsage;
import dev.attune.wire.usage.FineTuningUsage;
import dev.attune.wire.usage.UsageGroup;
import dev.attune.wire.usage.UsagePage;
import dev.attune.wire.usage.UsageQuery;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the caller's organization used. */
@RestController
final class UsageController {
  private static final String DEFAULT_TIER = "default";

  private final UsageLog usage;

  UsageController(UsageLog usage) {
    this.usage = usage;
  }

  @GetMapping("/v1/organization/usage/completions")
  UsagePage<CompletionsUsage> completions(Organization organization, Parameters parameters) {
    UsageQuery query = UsageQuery.read(parameters);
    Buckets buckets = Buckets.of(query, usage.now());
    List<CompletionSum> sums =
        query.only().isNothing()
            ? List.of()
            : usage.completions(organization.id(), buckets.range(groups(query), query.only()));
    return buckets.page(sums, CompletionSum::bucket, sum -> json(sum, query.groups()));
  }

  @GetMapping("/attune/v1/organization/usage/fine_tuning")
  UsagePage<FineTuningUsage> fineTuning(Organization organization, Parameters parameters) {
    UsageQuery query = UsageQuery.read(parameters);
    refuseKeys(query);
    Buckets buckets = Buckets.of(query, usage.now());
    List<JobSum> sums = usage.jobs(organization.id(), buckets.range(groups(query), query.only()));
    return buckets.page(sums, JobSum::bucket, UsageController::json);
  }

  /** A job does not remember the key that made it. */
  private static void refuseKeys(UsageQuery query) {
    boolean isGroup = query.groups().contains(UsageGroup.API_KEY_ID);
    if (isGroup || !query.only().keys().isEmpty()) {
      throw ApiError.badRequest(
              isGroup ? "group_by" : "api_key_ids",
              "Jobs are not counted by key. Ask by project, or leave it out.")
          .toException();
    }
  }

  private static Set<Group> groups(UsageQuery query) {
    Set<Group> groups = EnumSet.noneOf(Group.class);
    for (UsageGroup group : query.groups()) {
      switch (group) {
        case PROJECT_ID -> groups.add(Group.PROJECT);
        case API_KEY_ID -> groups.add(Group.KEY);
        case MODEL -> groups.add(Group.MODEL);
        case USER_ID, BATCH, SERVICE_TIER, API_SOURCE -> {
          // Every answer has the same.
        }
      }
    }
    return groups;
  }

  private static CompletionsUsage json(CompletionSum sum, Set<UsageGroup> groups) {
    return new CompletionsUsage(
        sum.tokens().input(),
        sum.tokens().output(),
        sum.tokens().cached(),
        sum.requests(),
        sum.projectId(),
        sum.keyId(),
        sum.model(),
        groups.contains(UsageGroup.BATCH) ? Boolean.FALSE : null,
        groups.contains(UsageGroup.SERVICE_TIER) ? DEFAULT_TIER : null);
  }

  private static FineTuningUsage json(JobSum sum) {
    return new FineTuningUsage(
        sum.succeeded(),
        sum.failed(),
        sum.cancelled(),
        sum.trainedTokens(),
        sum.projectId(),
        sum.model());
  }
}
