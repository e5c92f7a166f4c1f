/**
 * Fine-tuning jobs: their life as a pure state machine, and what clients do with them. Nothing here
 * starts a process or reads a training file. Read {@link dev.attune.platform.jobs.JobState} and
 * {@link dev.attune.platform.jobs.Jobs} first.
 */
@NullMarked
package dev.attune.platform.jobs;

import org.jspecify.annotations.NullMarked;
