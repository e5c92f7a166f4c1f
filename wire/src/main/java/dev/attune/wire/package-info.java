/**
 * OpenAI's JSON as records: requests, answers, errors and ids, in the wire's own field order.
 *
 * <ul>
 *   <li>{@link dev.attune.wire.errors} what a client is told when something is wrong
 *   <li>{@link dev.attune.wire.json} the one strict reader of requests and the one writer of
 *       answers
 *   <li>{@link dev.attune.wire.lists} pages and the query that asks for one
 *   <li>{@link dev.attune.wire.metadata} notes of the client's own
 *   <li>{@link dev.attune.wire.ids} ids of objects and names of tuned models
 *   <li>{@link dev.attune.wire.files}, {@link dev.attune.wire.uploads}, {@link
 *       dev.attune.wire.models}, {@link dev.attune.wire.finetuning} the objects of the platform
 *   <li>{@link dev.attune.wire.chat} messages, tools, completions and their stream
 *   <li>{@link dev.attune.wire.keys} Attune's own routes for API keys
 *   <li>{@link dev.attune.wire.webhooks} events, and Attune's own routes for their endpoints
 * </ul>
 *
 * <p>A request is read by a static {@code read} and refused by an exception that names the field.
 * An answer is a record: components are only ever added at its end, a null is written as null
 * unless its component says that it is left out.
 *
 * <p>Nothing here knows another module, opens a socket or decides what a value means for a job.
 */
@NullMarked
package dev.attune.wire;

import org.jspecify.annotations.NullMarked;
