package dev.attune.wire.finetuning;

import dev.attune.wire.json.WireName;

/** The names of the methods. */
public enum MethodType implements WireName {
  SUPERVISED,
  DPO,
  REINFORCEMENT
}
