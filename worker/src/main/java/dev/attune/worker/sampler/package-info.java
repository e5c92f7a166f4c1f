/**
 * The sampler: OpenAI's chat completions over loopback for one base model and any number of its adapters. Read {@link
 * dev.attune.worker.sampler.Sampler} first.
 */
@NullMarked
package dev.attune.worker.sampler;

import org.jspecify.annotations.NullMarked;
