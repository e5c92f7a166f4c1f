package dev.attune.wire.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** All findings, in the order of the checks. */
@JsonPropertyOrder({"ok", "checks"})
public record Diagnosis(@JsonProperty("checks") List<Finding> checks) {
  public Diagnosis {
    checks = List.copyOf(checks);
  }

  /** True when nothing is a problem. */
  @JsonProperty("ok")
  public boolean ok() {
    return checks.stream().noneMatch(each -> each.verdict() == Finding.Verdict.PROBLEM);
  }
}
