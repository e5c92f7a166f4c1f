package dev.attune.protocol;

/**
 * One line of {@code report.jsonl}.
 *
 * @param seq counts from 1 without a gap over all trainers of the job
 * @param fence of the trainer that wrote it
 * @param atMillis wall clock of the trainer, milliseconds since 1970
 */
public record ReportLine(long seq, long fence, long atMillis, Report report) {}
