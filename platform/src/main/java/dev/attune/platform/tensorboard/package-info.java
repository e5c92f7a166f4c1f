/**
 * The numbers of jobs in files that TensorBoard reads, one folder a job. It never reads its own
 * files: what is in them follows from the length that was good. Read {@link
 * dev.attune.platform.tensorboard.TensorBoardTracker} first.
 */
@NullMarked
package dev.attune.platform.tensorboard;

import org.jspecify.annotations.NullMarked;
