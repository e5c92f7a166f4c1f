/** Tests of jobs as the wire has them. */
@NullMarked
package dev.attune.server.jobs;

import org.jspecify.annotations.NullMarked;
