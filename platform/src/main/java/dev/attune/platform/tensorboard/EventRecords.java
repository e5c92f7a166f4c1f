package dev.attune.platform.tensorboard;

import com.google.protobuf.CodedOutputStream;
import dev.attune.platform.tracking.Point;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Events as TensorBoard reads them: each a record of TensorFlow's record files
 * (https://www.tensorflow.org/tutorials/load_data/tfrecord), in it a message {@code Event}
 * (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto).
 */
final class EventRecords {
  /** What is the first event of every file. */
  private static final String VERSION = "brain.Event:2";

  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE_VALUE = 2;
  private static final double MILLIS = 1000;

  private EventRecords() {}

  /** A message that is written by hand, field by field. */
  @FunctionalInterface
  private interface Message {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  static byte[] first(Instant at) {
    return record(
        bytes(out -> {
          out.writeDouble(EVENT_WALL_TIME, at.toEpochMilli() / MILLIS);
          out.writeString(EVENT_FILE_VERSION, VERSION);
        }));
  }

  /** One record a point, in their order. */
  static byte[] of(List<Point> points) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    points.forEach(point -> records.writeBytes(record(event(point))));
    return records.toByteArray();
  }

  private static byte[] event(Point point) {
    return bytes(out -> {
      out.writeDouble(EVENT_WALL_TIME, point.at().toEpochMilli() / MILLIS);
      out.writeInt64(EVENT_STEP, point.step());
      out.writeByteArray(EVENT_SUMMARY, summary(point.values()));
    });
  }

  private static byte[] summary(Map<String, Double> values) {
    return bytes(out -> {
      for (Map.Entry<String, Double> value : values.entrySet()) {
        out.writeByteArray(
            SUMMARY_VALUE,
            bytes(inner -> {
              inner.writeString(VALUE_TAG, value.getKey());
              inner.writeFloat(VALUE_SIMPLE_VALUE, value.getValue().floatValue());
            }));
      }
    });
  }

  private static byte[] bytes(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      message.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Length, its check, the message, its check. */
  private static byte[] record(byte[] message) {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + message.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(message.length);
    record.putInt(check(record.array(), Long.BYTES)).put(message);
    return record.putInt(check(message, message.length)).array();
  }

  /**
   * A CRC-32C that is turned and moved, so that records within records have no check of their own.
   */
  private static int check(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }
}
