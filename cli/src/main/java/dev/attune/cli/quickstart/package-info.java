/**
 * From nothing to a tuned model in one command: a flow over the API like any client's, with a
 * server of its own when none runs. It never reaches into the server. Read {@link
 * dev.attune.cli.quickstart.Quickstart} first.
 */
@NullMarked
package dev.attune.cli.quickstart;

import org.jspecify.annotations.NullMarked;
