/**
 * What every request must pass before anything looks at it: a list of small checks, and the filter
 * that runs them and answers for whoever fails. It never knows a route but {@code /healthz}, and of
 * the dashboard the first words of its URLs. Read {@link dev.attune.server.gate.Gate} first.
 */
@NullMarked
package dev.attune.server.gate;

import org.jspecify.annotations.NullMarked;
