/**
 * The {@code attune} command: a client of the API, plus {@code serve} and {@code quickstart}, which
 * start a server, and {@code doctor}, which looks at this machine. It never opens the server's
 * database or files except the key that a server on the same machine leaves for it. Read {@link
 * dev.attune.cli.AttuneCommand} first.
 */
@NullMarked
package dev.attune.cli;

import org.jspecify.annotations.NullMarked;
