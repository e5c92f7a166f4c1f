/**
 * The one strict reader of requests and the one writer of answers. Every refusal names the field in
 * OpenAI's words; no input, however hostile, gets another exception than {@link
 * dev.attune.wire.errors.ApiException}. It never knows which request it reads. Read {@link
 * dev.attune.wire.json.JsonObject} first.
 */
@NullMarked
package dev.attune.wire.json;

import org.jspecify.annotations.NullMarked;
