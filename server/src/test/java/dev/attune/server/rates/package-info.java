/** Tests of rates; read {@link dev.attune.server.rates.RateLimitsTest} first. */
@NullMarked
package dev.attune.server.rates;

import org.jspecify.annotations.NullMarked;
