/**
 * The HTTP server: Jetty on virtual threads, with its limits, and with our error body where it
 * refuses a request before anything of ours sees it. It never knows a route. Read {@link
 * dev.attune.server.container.JettyContainer} first.
 */
@NullMarked
package dev.attune.server.container;

import org.jspecify.annotations.NullMarked;
