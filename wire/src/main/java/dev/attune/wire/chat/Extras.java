package dev.attune.wire.chat;

import dev.attune.wire.json.JsonField;
import dev.attune.wire.json.JsonObject;
import dev.attune.wire.json.WireName;
import dev.attune.wire.metadata.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a request may ask beyond text. Each is null where it is absent.
 *
 * @param modalities of the answer
 * @param store whether the server keeps the answer for later reading
 * @param audio as it was sent, like the three after it
 */
public record Extras(
    List<Modality> modalities,
    boolean store,
    @Nullable ReasoningEffort reasoningEffort,
    @Nullable Verbosity verbosity,
    @Nullable JsonNode audio,
    @Nullable JsonNode prediction,
    @Nullable JsonNode webSearchOptions,
    @Nullable JsonNode moderation) {

  public Extras {
    modalities = List.copyOf(modalities);
  }

  static Extras read(JsonObject o) {
    checkWhatChangesNothing(o);
    return new Extras(
        o.optional("modalities")
            .map(f -> f.list(2, it -> it.oneOf(Modality.values())))
            .orElse(List.of(Modality.TEXT)),
        o.optional("store").map(JsonField::bool).orElse(false),
        o.optional("reasoning_effort").map(f -> f.oneOf(ReasoningEffort.values())).orElse(null),
        o.optional("verbosity").map(f -> f.oneOf(Verbosity.values())).orElse(null),
        object(o, "audio"),
        object(o, "prediction"),
        object(o, "web_search_options"),
        object(o, "moderation"));
  }

  private static @Nullable JsonNode object(JsonObject o, String name) {
    return o.optional(name).map(JsonField::objectNode).orElse(null);
  }

  /**
   * These speak of bills and caches; a wrong one is still a mistake that its sender should know.
   */
  private static void checkWhatChangesNothing(JsonObject o) {
    o.optional("metadata").ifPresent(Metadata::read);
    o.optional("user").ifPresent(JsonField::string);
    o.optional("safety_identifier").ifPresent(f -> f.string(64));
    o.optional("prompt_cache_key").ifPresent(JsonField::string);
    o.optional("prompt_cache_options").ifPresent(JsonField::objectNode);
    o.optional("prompt_cache_retention").ifPresent(f -> f.oneOf(CacheRetention.values()));
    o.optional("service_tier").ifPresent(f -> f.oneOf(ServiceTier.values()));
  }

  private enum CacheRetention implements WireName {
    IN_MEMORY("in_memory"),
    DAY("24h");

    private final String wireName;

    CacheRetention(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }
}
