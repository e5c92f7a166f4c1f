/**
 * OpenAI's webhook events, and Attune's own routes for the endpoints that get them. It never signs
 * and never sends.
 */
@NullMarked
package dev.attune.wire.webhooks;

import org.jspecify.annotations.NullMarked;
