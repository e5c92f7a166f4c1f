package dev.attune.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a sampler says on its standard output, a line of JSON each: how far it has loaded its model,
 * and in the last line that it takes requests.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SamplerReport.Loading.class, name = "loading"),
  @JsonSubTypes.Type(value = SamplerReport.Ready.class, name = "ready")
})
public sealed interface SamplerReport {

  /**
   * So much of the weights can be sampled with.
   *
   * @param done in bytes, as the files have them
   */
  record Loading(long done, long total) implements SamplerReport {}

  /**
   * It takes requests.
   *
   * @param port on the loopback address
   */
  record Ready(int port) implements SamplerReport {}

  /** The line that {@link #parse} reads. */
  default String toLine() {
    return ProtocolJson.line(this);
  }

  static SamplerReport parse(String line) {
    return ProtocolJson.parse(line, SamplerReport.class);
  }
}
