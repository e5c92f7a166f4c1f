/**
 * How work that may fail is done until it is done: what is due, one at a time for each that it is
 * due to, and with longer and longer waits. It never knows what the work is. Read {@link
 * dev.attune.platform.retry.DueWork} first.
 */
@NullMarked
package dev.attune.platform.retry;

import org.jspecify.annotations.NullMarked;
