/**
 * The run directory: how the control plane tells a worker process what to do and how the worker
 * tells back what it did. Everything goes through files, so either side may be killed at any moment
 * and the other goes on.
 *
 * <pre>
 * runs/&lt;job id&gt;/   job.json       {@link dev.attune.protocol.JobSpec}: all that the trainer needs
 *                  control.json   {@link dev.attune.protocol.Control}: go on, pause or cancel, and whose turn it is
 *                  report.jsonl   {@link dev.attune.protocol.ReportLine}: appended by the trainer
 *                  checkpoints/   {@link dev.attune.protocol.Checkpoints}: whole folders, each with a manifest
 *                  exit.json      {@link dev.attune.protocol.Exit}: how it ended, written last
 *                  lock           held by the one live trainer
 * </pre>
 *
 * <p>This package never trains, never opens a socket or a database, and sees no other module. Read
 * {@link dev.attune.protocol.RunDirectory} first.
 */
@NullMarked
package dev.attune.protocol;

import org.jspecify.annotations.NullMarked;
