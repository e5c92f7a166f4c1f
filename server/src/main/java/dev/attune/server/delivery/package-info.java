/**
 * Webhooks on their way out: which addresses they may go to, how they are signed, and one HTTP
 * request that ends within seconds, whatever answers. An address is looked up once, and what was
 * looked up is what is connected to. It follows no redirect and never decides when to try again.
 * Read {@link dev.attune.server.delivery.HttpSender} first.
 */
@NullMarked
package dev.attune.server.delivery;

import org.jspecify.annotations.NullMarked;
