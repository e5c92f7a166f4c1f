/**
 * Examples: what one line of a training file teaches, as messages and then as tokens of which some
 * carry loss.
 *
 * <ul>
 *   <li>{@link dev.attune.data.example.ExampleReader} lines to {@link
 *       dev.attune.data.example.Example}
 *   <li>{@link dev.attune.data.example.ExampleEncoder} one of these to {@link
 *       dev.attune.data.example.EncodedExample}
 *   <li>{@link dev.attune.data.example.ExampleOrder} who comes when in an epoch
 * </ul>
 *
 * <p>This package never decides whether a file is good enough for a job; see {@link
 * dev.attune.data.check}.
 */
@NullMarked
package dev.attune.data.example;

import org.jspecify.annotations.NullMarked;
