package dev.attune.protocol;

/**
 * What a sampler is told, as one line of JSON on its standard input. It serves until that input
 * ends, so it never outlives the process that started it.
 *
 * @param model the name that requests use for the base model
 * @param directory its Hugging Face directory
 * @param token the bearer token that every request to the sampler must carry
 * @param threads cores it may keep busy
 * @param controlTokens what becomes of control tokens that a message's text spells
 * @param maxSequences sequences decoded together; further ones wait
 * @param weights how the numbers of the model's matrices are kept
 */
public record SamplerSpec(
    String model,
    String directory,
    String token,
    ControlTokens controlTokens,
    int threads,
    int maxSequences,
    Weights weights) {
  /** The format of a matrix's numbers; adapters are always F32. */
  public enum Weights {
    /** As they are. */
    F32,
    /** Two bytes each: half as much to read. Nothing is lost of a model published so. */
    BF16,
    /** One byte each and a factor for each output, which changes answers a little. */
    INT8
  }

  /** The line that {@link #parse} reads. */
  public String toLine() {
    return ProtocolJson.line(this);
  }

  public static SamplerSpec parse(String line) {
    return ProtocolJson.parse(line, SamplerSpec.class);
  }
}
