/**
 * Answers to requests that take long: lines while something is being done, and what came out as the
 * last one. It never knows what is done. Read {@link dev.attune.server.work.LongWork} first.
 */
@NullMarked
package dev.attune.server.work;

import org.jspecify.annotations.NullMarked;
