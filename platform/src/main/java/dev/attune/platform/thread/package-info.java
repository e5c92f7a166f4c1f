/**
 * Threads that end with whoever began them. What they do, nothing here knows. Read {@link
 * dev.attune.platform.thread.WorkThreads} first.
 */
@NullMarked
package dev.attune.platform.thread;

import org.jspecify.annotations.NullMarked;
