/**
 * A model's chat template in Ollama's language, where it can be said there, and the file that
 * Ollama reads it from. Read {@link dev.attune.worker.export.ollama.Modelfile} first.
 */
@NullMarked
package dev.attune.worker.export.ollama;

import org.jspecify.annotations.NullMarked;
