/**
 * JSON as a grammar over bytes: which tokens of a vocabulary may go on with an answer that is to be
 * a JSON object. Read {@link dev.attune.worker.sampler.json.JsonState} first.
 */
@NullMarked
package dev.attune.worker.sampler.json;

import org.jspecify.annotations.NullMarked;
