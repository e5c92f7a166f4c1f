/**
 * Sampling: token ids in, token ids out. Many sequences, each with an adapter of its own or none,
 * are decoded together on one base model; new ones join and finished ones leave between two steps.
 *
 * <p>This package knows no text, no chat and no HTTP: what a token means and when a text should
 * stop is for others to say. Read {@link dev.attune.inference.Engine} first.
 */
@NullMarked
package dev.attune.inference;

import org.jspecify.annotations.NullMarked;
