/**
 * Lists and the query that asks for a piece of one. It never knows what is in a list. Read {@link
 * dev.attune.wire.lists.PageQuery} first.
 */
@NullMarked
package dev.attune.wire.lists;

import org.jspecify.annotations.NullMarked;
