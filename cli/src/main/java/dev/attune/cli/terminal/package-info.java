/** Where a person types and reads. It never knows what the text is about. */
@NullMarked
package dev.attune.cli.terminal;

import org.jspecify.annotations.NullMarked;
