/**
 * What a training file means: examples, their check, chat templates, tokenizers, which tokens carry
 * loss, and how many there are.
 *
 * <p>This package never sees torch, HTTP or SQL.
 */
@NullMarked
package dev.attune.data;

import org.jspecify.annotations.NullMarked;
