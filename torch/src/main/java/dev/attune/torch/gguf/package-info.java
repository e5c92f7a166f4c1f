/**
 * GGUF files, as llama.cpp and Ollama read them
 * (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md): a header of named values, then
 * tensors. What a name means, others know. Read {@link dev.attune.torch.gguf.GgufFile} first.
 */
@NullMarked
package dev.attune.torch.gguf;

import org.jspecify.annotations.NullMarked;
