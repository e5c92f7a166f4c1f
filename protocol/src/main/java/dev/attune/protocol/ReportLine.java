package dev.attune.protocol;

/**
 * One line of {@code report.jsonl}. Lines are ordered by fence and then by sequence number.
 *
 * @param seq counts the lines of one trainer from 1 without a gap
 * @param fence of the trainer that wrote it; each trainer of a job has a greater one
 * @param atMillis wall clock of the trainer, milliseconds since 1970
 */
public record ReportLine(long seq, long fence, long atMillis, Report report) {}
