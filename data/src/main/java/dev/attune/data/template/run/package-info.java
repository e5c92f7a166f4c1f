/**
 * Runs the syntax tree of a chat template: scopes, macros, loops, output.
 *
 * <p>This package never parses, and never reaches anything but the values it is given. Read {@link
 * dev.attune.data.template.run.Interpreter} first.
 */
@NullMarked
package dev.attune.data.template.run;

import org.jspecify.annotations.NullMarked;
