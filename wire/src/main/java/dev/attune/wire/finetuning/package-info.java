/**
 * Fine-tuning jobs: the request that creates one, and the job, its events and its checkpoints as a
 * client sees them. It never decides what {@code auto} becomes nor whether a job can run. Read
 * {@link dev.attune.wire.finetuning.CreateFineTuningJob} and {@link
 * dev.attune.wire.finetuning.FineTuningJob} first.
 */
@NullMarked
package dev.attune.wire.finetuning;

import org.jspecify.annotations.NullMarked;
