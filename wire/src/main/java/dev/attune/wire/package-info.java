/**
 * OpenAI's JSON as records: requests, answers, errors and ids, in the wire's own field order.
 *
 * <ul>
 *   <li>{@link dev.attune.wire.errors} what a client is told when something is wrong
 *   <li>{@link dev.attune.wire.json} the one strict reader of requests and the one writer of
 *       answers
 *   <li>{@link dev.attune.wire.chat} messages, tools, completions and their stream
 * </ul>
 *
 * <p>Nothing here knows another module, opens a socket or decides what a value means for a job.
 */
@NullMarked
package dev.attune.wire;

import org.jspecify.annotations.NullMarked;
