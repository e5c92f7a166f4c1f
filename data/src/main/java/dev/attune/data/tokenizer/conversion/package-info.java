/**
 * Older forms of a tokenizer, written again as the {@code tokenizer.json} that transformers would
 * make of them: {@code vocab.json} with {@code merges.txt}, and SentencePiece's {@code
 * tokenizer.model}.
 *
 * <p>This package reads and writes no file and loads no native library: it is given contents, which
 * come from strangers, and gives a text. Read {@link
 * dev.attune.data.tokenizer.conversion.BytePairConversion} first.
 */
@NullMarked
package dev.attune.data.tokenizer.conversion;

import org.jspecify.annotations.NullMarked;
