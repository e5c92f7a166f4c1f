/**
 * What every answer has in common: headers, the error body, and which error a failure is. It never
 * knows a route. Read {@link dev.attune.server.answer.Failures} first.
 */
@NullMarked
package dev.attune.server.answer;

import org.jspecify.annotations.NullMarked;
