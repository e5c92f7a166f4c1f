/**
 * The lines of a JSONL file as they stream by, in bounded memory: what can be said of a line
 * without knowing what it is for. It never reads a file or keeps more than one line. Read {@link
 * dev.attune.data.lines.JsonLines} first.
 */
@NullMarked
package dev.attune.data.lines;

import org.jspecify.annotations.NullMarked;
