/**
 * The names that a server gives: ids of objects and names of tuned models. It never looks one up.
 */
@NullMarked
package dev.attune.wire.ids;

import org.jspecify.annotations.NullMarked;
