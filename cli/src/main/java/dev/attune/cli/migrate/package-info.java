/**
 * {@code attune migrate}: the jobs and files of an account at OpenAI, made again on this server. It
 * only reads there, makes nothing here before it is told to, and never takes a name that came from
 * there for a path. Read {@link dev.attune.cli.migrate.Planner} first.
 */
@NullMarked
package dev.attune.cli.migrate;

import org.jspecify.annotations.NullMarked;
