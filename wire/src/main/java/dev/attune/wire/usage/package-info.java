/**
 * What was used, as OpenAI's usage API tells an organization: counts in buckets of time. It never
 * counts anything itself.
 */
@NullMarked
package dev.attune.wire.usage;

import org.jspecify.annotations.NullMarked;
