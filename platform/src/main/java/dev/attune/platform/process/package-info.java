/**
 * Worker programs as child processes: trainers, samplers and the model check. Nothing here knows
 * what a job is. Read {@link dev.attune.platform.process.TrainerProcesses} first.
 */
@NullMarked
package dev.attune.platform.process;

import org.jspecify.annotations.NullMarked;
