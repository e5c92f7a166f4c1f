/**
 * A model as llama.cpp wants it: its names of tensors, its order of features in a head, its words
 * for sizes, and its two kinds of tokenizers. Each is written here and read here again for the
 * check. Read {@link dev.attune.worker.export.gguf.GgufModel} first.
 */
@NullMarked
package dev.attune.worker.export.gguf;

import org.jspecify.annotations.NullMarked;
