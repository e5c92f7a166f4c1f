/**
 * What a client is told when something is wrong: OpenAI's error body and the texts that its service
 * gives. It never decides when something is wrong. Read {@link dev.attune.wire.errors.ApiError}
 * first.
 */
@NullMarked
package dev.attune.wire.errors;

import org.jspecify.annotations.NullMarked;
