/**
 * The HTTP API over the platform, and the command that starts it. The only place that knows Spring.
 *
 * <ul>
 *   <li>{@link dev.attune.server.Serve} starts and ends it
 *   <li>{@link dev.attune.server.settings} what an operator says
 *   <li>{@link dev.attune.server.container} the HTTP server
 *   <li>{@link dev.attune.server.gate} what every request must pass
 *   <li>{@link dev.attune.server.web}, {@link dev.attune.server.answer}, {@link
 *       dev.attune.server.form}, {@link dev.attune.server.work} what handlers share
 *   <li>{@link dev.attune.server.delivery} webhooks on their way out
 *   <li>{@link dev.attune.server.files}, {@link dev.attune.server.uploads}, {@link
 *       dev.attune.server.jobs}, {@link dev.attune.server.models}, {@link dev.attune.server.chat},
 *       {@link dev.attune.server.keys}, {@link dev.attune.server.organization}, {@link
 *       dev.attune.server.permissions}, {@link dev.attune.server.webhooks}, {@link
 *       dev.attune.server.health} the routes
 * </ul>
 *
 * <p>It never reads the database and never computes with a model; a chat is passed on to a sampler.
 */
@NullMarked
package dev.attune.server;

import org.jspecify.annotations.NullMarked;
