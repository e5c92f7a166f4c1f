/**
 * The values that a chat template computes with, and Python's rules for them: truth, equality,
 * order, text, JSON. The set is closed; nothing here reaches a Java object by reflection, and every
 * operation that can grow is charged to a {@link dev.attune.data.template.value.Meter}.
 *
 * <p>This package never parses or runs a template. Read {@link
 * dev.attune.data.template.value.Value} first.
 */
@NullMarked
package dev.attune.data.template.value;

import org.jspecify.annotations.NullMarked;
