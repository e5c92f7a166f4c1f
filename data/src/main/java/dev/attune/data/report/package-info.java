/**
 * What people want to know of a training file before a model learns from it: lengths, doubles, and
 * which words are learnt. It never refuses a file that a job would take. Read {@link
 * dev.attune.data.report.FileReport} first.
 */
@NullMarked
package dev.attune.data.report;

import org.jspecify.annotations.NullMarked;
