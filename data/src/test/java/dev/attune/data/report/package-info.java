/** Tests of reports; read {@link dev.attune.data.report.FileReportTest} first. */
@NullMarked
package dev.attune.data.report;

import org.jspecify.annotations.NullMarked;
