/**
 * The {@code attune} command: a client of the API, plus {@code serve} and {@code quickstart}, which
 * start a server, and {@code doctor} and {@code logs}, which look at this machine. It never opens
 * the server's database or files except its logs and the key that it leaves for its machine. Read
 * {@link dev.attune.cli.AttuneCommand} first.
 */
@NullMarked
package dev.attune.cli;

import org.jspecify.annotations.NullMarked;
