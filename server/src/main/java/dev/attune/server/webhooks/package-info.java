/**
 * The routes of webhook endpoints and of what was sent to them. A secret leaves here once, when its
 * endpoint is created. Nothing is sent from here.
 */
@NullMarked
package dev.attune.server.webhooks;

import org.jspecify.annotations.NullMarked;
