/** Tests of webhooks on their way out. */
@NullMarked
package dev.attune.server.delivery;

import org.jspecify.annotations.NullMarked;
