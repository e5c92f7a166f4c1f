package dev.attune.wire.finetuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Why a job failed.
 *
 * @param param {@code training_file}, {@code validation_file} or null
 */
public record JobError(
    @JsonProperty("code") String code,
    @JsonProperty("message") String message,
    @JsonProperty("param") @Nullable String param) {}
