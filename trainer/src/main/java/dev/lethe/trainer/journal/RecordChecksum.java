package dev.lethe.trainer.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * CRC-32C of what determines the effect of input records: their timestamps and values, in order. A
 * replay of other records than the original ones has another checksum.
 */
public final class RecordChecksum {
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer timestamp = ByteBuffer.allocate(Long.BYTES);

  /** Adds a record. */
  public void add(ConsumerRecord<byte[], byte[]> record) {
    timestamp.clear();
    crc.update(timestamp.putLong(record.timestamp()).flip());
    if (record.value() != null) {
      crc.update(record.value());
    }
  }

  /** Returns the checksum of the records added since the last call, 32 bits. */
  public long take() {
    long value = crc.getValue();
    crc.reset();
    return value;
  }
}
