/**
 * How the numbers of jobs reach services that draw them. A job's events are stored first and told
 * from there, each service at its own pace, so that none of them slows a job down or loses a number
 * of it. It never speaks HTTP: a {@link dev.attune.platform.tracking.Tracker} does. Read {@link
 * dev.attune.platform.tracking.TrailQueue} first.
 */
@NullMarked
package dev.attune.platform.tracking;

import org.jspecify.annotations.NullMarked;
