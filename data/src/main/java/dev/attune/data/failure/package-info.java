/**
 * The one root of everything that this module throws. It never decides what a failure means for a
 * job or a request. Read {@link dev.attune.data.failure.DataException} first.
 */
@NullMarked
package dev.attune.data.failure;

import org.jspecify.annotations.NullMarked;
