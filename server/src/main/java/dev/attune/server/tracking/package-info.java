/**
 * The numbers of jobs on their way to services that draw them. A key goes to the address that the
 * operator set and nowhere else: redirects are not followed. It never decides when something is
 * told, or again: {@link dev.attune.platform.tracking.TrailQueue} does. Read {@link
 * dev.attune.server.tracking.WandbTracker} first.
 */
@NullMarked
package dev.attune.server.tracking;

import org.jspecify.annotations.NullMarked;
