package dev.attune.platform.sampling;

/**
 * Where a sampler takes requests.
 *
 * @param port on the loopback address
 * @param token that every request must carry
 */
public record SamplerEndpoint(int port, String token) {
  /** The token stays out of every log. */
  @Override
  public String toString() {
    return "SamplerEndpoint[port=%d]".formatted(port);
  }
}
