package dev.attune.protocol;

/**
 * What a sampler answers on its standard output, as one line of JSON, once it takes requests.
 *
 * @param port on the loopback address
 */
public record SamplerReady(int port) {
  public String toLine() {
    return ProtocolJson.line(this);
  }

  public static SamplerReady parse(String line) {
    return ProtocolJson.parse(line, SamplerReady.class);
  }
}
