/**
 * Following a job to its end: asking the API again and again, and showing what is new. It never
 * changes a job. Read {@link dev.attune.cli.watch.JobWatch} first.
 */
@NullMarked
package dev.attune.cli.watch;

import org.jspecify.annotations.NullMarked;
