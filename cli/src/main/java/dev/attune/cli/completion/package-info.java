/**
 * Scripts that make a shell complete {@code attune}, made of the commands as they are. It asks no
 * server. Read {@link dev.attune.cli.completion.CompletionCommand} first.
 */
@NullMarked
package dev.attune.cli.completion;

import org.jspecify.annotations.NullMarked;
