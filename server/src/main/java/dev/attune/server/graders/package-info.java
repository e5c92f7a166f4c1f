/** {@code /v1/fine_tuning/alpha/graders}: whether a grader is right. It never grades. */
@NullMarked
package dev.attune.server.graders;

import org.jspecify.annotations.NullMarked;
