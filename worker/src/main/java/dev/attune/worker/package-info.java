/**
 * The programs that compute, each a process of its own: the trainer, the sampler and the model check. They are told what to
 * do by files and standard input and tell back the same way; see {@link dev.attune.protocol}.
 *
 * <p>Nothing here sees the database, jobs beyond their run directory, or the control plane's HTTP.
 */
@NullMarked
package dev.attune.worker;

import org.jspecify.annotations.NullMarked;
