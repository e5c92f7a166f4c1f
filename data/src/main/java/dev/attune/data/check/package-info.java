/**
 * Whether a file can be used by a job, and how much is in it. What it says about a file is what the
 * person who uploaded it reads as the job's error. It never decides about hyperparameters. Read
 * {@link dev.attune.data.check.TrainingFileCheck} first.
 */
@NullMarked
package dev.attune.data.check;

import org.jspecify.annotations.NullMarked;
