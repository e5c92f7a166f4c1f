/**
 * Training: from examples as token ids to moved weights. One readable loop per method, with what it
 * needs beside it: the loss, micro-batches, the learning-rate schedule, checkpoints that resume to
 * the bit, and a listener.
 *
 * <p>This package knows no job ids, no files of a platform and no HTTP. Whoever runs a loop says
 * where checkpoints go and is told of every step.
 */
@NullMarked
package dev.attune.training;

import org.jspecify.annotations.NullMarked;
