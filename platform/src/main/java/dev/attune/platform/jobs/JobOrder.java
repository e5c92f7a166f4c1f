package dev.attune.platform.jobs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client ordered; it never changes.
 *
 * @param method what the training file must hold follows from it
 * @param model a base model or a tuned one; aliases are resolved when the job is created
 * @param seed null when the platform picks one
 * @param tracking where the numbers go: first what the client asked for, then, once the job is
 *     created, what the operator wants of every job
 * @param metadata the client's own, in its order; null when it sent none
 */
public record JobOrder(
    Method method,
    String model,
    String trainingFile,
    @Nullable String validationFile,
    @Nullable String suffix,
    @Nullable Integer seed,
    List<Tracking> tracking,
    @Nullable Map<String, String> metadata) {
  public JobOrder {
    tracking = List.copyOf(tracking);
    metadata = metadata == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
