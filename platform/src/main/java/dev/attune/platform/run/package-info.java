/**
 * The queue: what happens to jobs between clients' requests. It starts trainers, stores what they
 * report and ends jobs. Nothing here answers a client. Read {@link
 * dev.attune.platform.run.JobQueue} and {@link dev.attune.platform.run.RunWatch} first.
 */
@NullMarked
package dev.attune.platform.run;

import org.jspecify.annotations.NullMarked;
