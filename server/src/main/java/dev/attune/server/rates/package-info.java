/**
 * How much one key may ask of models in a minute, as OpenAI limits it and says it in headers. It
 * never knows what is asked.
 */
@NullMarked
package dev.attune.server.rates;

import org.jspecify.annotations.NullMarked;
