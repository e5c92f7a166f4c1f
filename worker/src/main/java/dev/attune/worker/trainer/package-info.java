/** The trainer: one run directory in, checkpoints and reports out. Read {@link dev.attune.worker.trainer.Trainer} first. */
@NullMarked
package dev.attune.worker.trainer;

import org.jspecify.annotations.NullMarked;
