package dev.attune.data.template.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map in the order in which its keys were first put; a template cannot change it. */
public final class MapValue implements Value {
  public static final MapValue EMPTY = builder().build();

  private final Map<Value, Value> entries;
  // Python takes 1, 1.0 and True for one key and shows the one that was put first.
  private final Map<Value, Value> shownKeys;

  private MapValue(Map<Value, Value> entries, Map<Value, Value> shownKeys) {
    this.entries = Collections.unmodifiableMap(entries);
    this.shownKeys = shownKeys;
  }

  /** The one form of all values that are the same key; fails for what cannot be a key. */
  public static Value keyOf(Value key) {
    return MapKeys.of(key);
  }

  /** The value under {@code key}, or null. */
  public @Nullable Value find(Value key) {
    return entries.get(MapKeys.of(key));
  }

  public @Nullable Value find(String key) {
    return entries.get(TextValue.of(key));
  }

  public int size() {
    return entries.size();
  }

  public List<Value> keys() {
    List<Value> keys = new ArrayList<>(entries.size());
    forEach((key, _) -> keys.add(key));
    return keys;
  }

  public List<Value> values() {
    return List.copyOf(entries.values());
  }

  /** Calls {@code work} for each entry, with its key as it was put. */
  public void forEach(BiConsumer<Value, Value> work) {
    entries.forEach((key, value) -> work.accept(shownKeys.getOrDefault(key, key), value));
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String typeName() {
    return "dict";
  }

  /** Collects entries; a key put again keeps its first place and takes the new value. */
  public static final class Builder {
    private final Map<Value, Value> entries = new LinkedHashMap<>();
    private final Map<Value, Value> shownKeys = new HashMap<>(0);

    private Builder() {}

    public Builder put(Value key, Value value) {
      Value canonical = MapKeys.of(key);
      boolean isNew = entries.put(canonical, value) == null;
      if (isNew && !canonical.equals(key)) {
        shownKeys.put(canonical, key);
      }
      return this;
    }

    public Builder put(String key, Value value) {
      entries.put(TextValue.of(key), value);
      return this;
    }

    public Builder put(String key, String value) {
      return put(key, TextValue.of(value));
    }

    public Builder putAll(MapValue other) {
      other.forEach(this::put);
      return this;
    }

    public MapValue build() {
      return new MapValue(new LinkedHashMap<>(entries), Map.copyOf(shownKeys));
    }
  }
}
