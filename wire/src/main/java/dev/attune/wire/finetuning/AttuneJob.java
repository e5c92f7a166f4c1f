package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI's wire cannot say of a job.
 *
 * @param options those that apply, picked or asked for
 * @param baseSha256 the fingerprint of the model directory that it starts from, once its files are
 *     validated
 * @param memoryBytes what its trainer needs, once that is planned
 * @param asked what the client left open and what it did not; absent of jobs of older servers
 * @param validation how far its files are read; only there while they are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttuneJob(
    @JsonUnwrapped AttuneOptions options,
    @JsonProperty("base_sha256") @Nullable String baseSha256,
    @JsonProperty("memory_bytes") @Nullable Long memoryBytes,
    @JsonProperty("asked") @Nullable Asked asked,
    @JsonProperty("validation") @Nullable Validation validation) {

  /** A request's own words: what the platform picks is {@code auto}, or not there. */
  public record Asked(
      @JsonProperty("method") Method method, @JsonProperty("attune") AttuneOptions attune) {}

  /** Bytes of all files together. */
  public record Validation(
      @JsonProperty("done_bytes") long doneBytes, @JsonProperty("total_bytes") long totalBytes) {}
}
