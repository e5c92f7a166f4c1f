package dev.attune.server.tracking;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads event files as their formats are written down, and checks every check. */
final class EventReader {
  private static final int REVERSED_CASTAGNOLI = 0x82f63b78;

  private EventReader() {}

  /** What is in a record. */
  record Event(double wallTime, long step, String fileVersion, Map<String, Float> values) {}

  static List<Event> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      events.add(event(record(in)));
    }
    return events;
  }

  private static byte[] record(ByteBuffer in) throws IOException {
    if (in.remaining() < 12) {
      throw new IOException("A record is cut off");
    }
    byte[] head = new byte[8];
    in.get(in.position(), head);
    int length = Math.toIntExact(in.getLong());
    check(head, in.getInt());
    byte[] data = new byte[length];
    in.get(data);
    check(data, in.getInt());
    return data;
  }

  private static void check(byte[] bytes, int masked) throws IOException {
    int crc = ~0;
    for (byte each : bytes) {
      crc ^= each & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ REVERSED_CASTAGNOLI : crc >>> 1;
      }
    }
    int unmasked = masked - 0xa282ead8;
    if (((unmasked >>> 17) | (unmasked << 15)) != ~crc) {
      throw new IOException("A check is wrong");
    }
  }

  private static Event event(byte[] message) throws IOException {
    double wallTime = 0;
    long step = 0;
    String version = "";
    Map<String, Float> values = new LinkedHashMap<>();
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      switch ((int) varint(in)) {
        case (1 << 3) | 1 -> wallTime = in.getDouble();
        case 2 << 3 -> step = varint(in);
        case (3 << 3) | 2 -> version = new String(bytes(in), StandardCharsets.UTF_8);
        case (5 << 3) | 2 -> summary(bytes(in), values);
        default -> throw new IOException("A field that no event has");
      }
    }
    return new Event(wallTime, step, version, values);
  }

  private static void summary(byte[] message, Map<String, Float> values) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      if (varint(in) != ((1 << 3) | 2)) {
        throw new IOException("A field that no summary has");
      }
      ByteBuffer value = ByteBuffer.wrap(bytes(in)).order(ByteOrder.LITTLE_ENDIAN);
      if (varint(value) != ((1 << 3) | 2)) {
        throw new IOException("A value without a name");
      }
      String tag = new String(bytes(value), StandardCharsets.UTF_8);
      if (varint(value) != ((2 << 3) | 5)) {
        throw new IOException("A value that is no number");
      }
      values.put(tag, value.getFloat());
    }
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[(int) varint(in)];
    in.get(bytes);
    return bytes;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
