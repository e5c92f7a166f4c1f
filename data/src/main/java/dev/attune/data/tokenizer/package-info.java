/**
 * Text to token ids and back, by Hugging Face's own tokenizer library, so that both are exactly
 * what transformers makes of a {@code tokenizer.json}.
 *
 * <p>This package never adds a token that the text does not ask for, never truncates or pads, and
 * never touches the network: the native library comes from the class path, the tokenizer from one
 * file. Read {@link dev.attune.data.tokenizer.Tokenizer} first.
 */
@NullMarked
package dev.attune.data.tokenizer;

import org.jspecify.annotations.NullMarked;
