/**
 * What a run will need, before it begins: memory by arithmetic, time by a rehearsal with a part of
 * the model. It never reads examples. Read {@link dev.attune.worker.plan.Planning} first.
 */
@NullMarked
package dev.attune.worker.plan;

import org.jspecify.annotations.NullMarked;
