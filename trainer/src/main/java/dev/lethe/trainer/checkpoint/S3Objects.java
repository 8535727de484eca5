package dev.lethe.trainer.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of one bucket. Failures are {@link IOException}s that name the object. */
final class S3Objects implements AutoCloseable {
  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final String bucket;

  /**
   * @param client client, closed with this object
   */
  S3Objects(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  private interface Request<T> {
    T send();
  }

  private <T> T send(String key, Request<T> request) throws IOException {
    try {
      return request.send();
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(uri(key));
    } catch (SdkException e) {
      throw new IOException("%s: got '%s'".formatted(uri(key), e.getMessage()), e);
    }
  }

  String uri(String key) {
    return "s3://" + bucket + "/" + key;
  }

  void put(String key, Path file) throws IOException {
    send(
        key,
        () -> client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(file)));
  }

  /** Writes an object on condition that there is none; returns false if there is one. */
  boolean putIfAbsent(String key, byte[] content) throws IOException {
    try {
      client.putObject(
          put -> put.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromBytes(content));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw new IOException("%s: got '%s'".formatted(uri(key), e.getMessage()), e);
    } catch (SdkException e) {
      throw new IOException("%s: got '%s'".formatted(uri(key), e.getMessage()), e);
    }
  }

  /** Reads an object of at most {@code limit} bytes; empty if there is none. */
  Optional<byte[]> read(String key, int limit) throws IOException {
    try (InputStream in = open(key, -1)) {
      byte[] content = in.readNBytes(limit + 1);
      if (content.length > limit) {
        throw new CheckpointDamagedException(
            "size of " + uri(key), "more", limit + " bytes or fewer");
      }
      return Optional.of(content);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Opens an object.
   *
   * @param size expected size in bytes, or -1 for any
   */
  InputStream open(String key, long size) throws IOException {
    ResponseInputStream<GetObjectResponse> in =
        send(key, () -> client.getObject(get -> get.bucket(bucket).key(key)));
    long actual = in.response().contentLength();
    if (size >= 0 && actual != size) {
      in.abort();
      throw new CheckpointDamagedException("size of " + uri(key), actual, size + " bytes");
    }
    return new Content(in);
  }

  /** Drops the connection if the content was not read to its end, instead of reading the rest. */
  private static final class Content extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private boolean ended;

    Content(ResponseInputStream<GetObjectResponse> response) {
      super(response);
      this.response = response;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      ended |= value < 0;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      ended |= count < 0;
      return count;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        super.close();
      } else {
        response.abort();
      }
    }
  }

  void delete(String key) throws IOException {
    send(key, () -> client.deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  /** Returns the objects whose keys start with a text. */
  List<S3Object> list(String prefix) throws IOException {
    return send(
        prefix,
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .toList());
  }

  @Override
  public void close() {
    client.close();
  }
}
