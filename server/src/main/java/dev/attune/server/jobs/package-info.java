/** The routes of fine-tuning jobs, and jobs between the platform and the wire. */
@NullMarked
package dev.attune.server.jobs;

import org.jspecify.annotations.NullMarked;
