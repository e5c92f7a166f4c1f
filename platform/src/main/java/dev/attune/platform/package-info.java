/**
 * The control plane without HTTP: files, jobs, models, keys, their stores, and the queue that runs
 * trainers and samplers as processes.
 *
 * <p>It never sees Spring, HTTP or torch. Read {@link dev.attune.platform.Platform} first.
 */
@NullMarked
package dev.attune.platform;

import org.jspecify.annotations.NullMarked;
