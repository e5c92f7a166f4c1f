/** HTTP byte for byte, for receivers that misbehave in ways no library would. */
@NullMarked
package dev.attune.server.raw;

import org.jspecify.annotations.NullMarked;
