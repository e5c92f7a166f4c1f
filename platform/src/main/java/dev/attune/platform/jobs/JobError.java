package dev.attune.platform.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Why a job failed.
 *
 * @param code stable, in snake_case
 * @param message what was wrong and what to do
 * @param param the parameter of the job that is at fault, or null
 */
public record JobError(String code, String message, @Nullable String param) {}
