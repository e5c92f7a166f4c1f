package dev.attune.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What an export is told, as one line of JSON on its standard input. It ends when that input does,
 * so it never outlives the process that started it.
 *
 * @param name what the model is called where it is served
 * @param base the whole model, a Hugging Face directory
 * @param adapter the adapter that changes it, null when the model is a whole one
 * @param directory where the export goes; absent or empty
 * @param threads cores it may keep busy
 */
public record ExportSpec(
    String name,
    Format format,
    String base,
    @Nullable String adapter,
    String directory,
    int threads) {

  /** What others can load. */
  public enum Format {
    /** The adapter alone, for PEFT. */
    PEFT,
    /** The merged model, for transformers. */
    SAFETENSORS,
    /** The merged model in F16, for llama.cpp. */
    GGUF,
    /** The same with a Modelfile, for Ollama. */
    OLLAMA
  }

  /** The line that {@link #parse} reads. */
  public String toLine() {
    return ProtocolJson.line(this);
  }

  public static ExportSpec parse(String line) {
    return ProtocolJson.parse(line, ExportSpec.class);
  }
}
