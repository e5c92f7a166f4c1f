/**
 * The database and the stores in it: the only place that knows SQL. A store never decides; it keeps
 * what it is given and drops a change that comes too late. Read {@link
 * dev.attune.platform.store.Database} first.
 */
@NullMarked
package dev.attune.platform.store;

import org.jspecify.annotations.NullMarked;
