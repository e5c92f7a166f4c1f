/**
 * What the server's programs wrote down on this machine. It reads files of the data directory that
 * end in {@code .log}, and no others. Read {@link dev.attune.cli.logs.LogsCommand} first.
 */
@NullMarked
package dev.attune.cli.logs;

import org.jspecify.annotations.NullMarked;
