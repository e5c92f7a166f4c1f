package dev.attune.wire.models;

import dev.attune.wire.json.WireName;

/** What others can load. */
public enum ExportFormat implements WireName {
  PEFT,
  SAFETENSORS,
  GGUF,
  OLLAMA
}
