/**
 * Samplers by model: which process answers for which model. Nothing here speaks HTTP; whoever asks
 * a sampler does. Read {@link dev.attune.platform.sampling.Samplers} first.
 */
@NullMarked
package dev.attune.platform.sampling;

import org.jspecify.annotations.NullMarked;
