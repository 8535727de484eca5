package dev.lethe.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import dev.lethe.learner.state.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A TorchScript module that answers, and never learns.
 *
 * <p>DJL runs a module without recording, unless it is told that it trains. Then dropout would draw
 * from the engine's own random numbers, batch normalisation would change the module as it runs, and
 * gradients would gather in the module's own parameters: it can be given no stand-ins for them.
 */
public final class Script {
  private final PtSymbolBlock module;
  private final byte[] digest;

  private Script(PtSymbolBlock module, byte[] digest) {
    this.module = module;
    this.digest = digest;
  }

  /**
   * Reads a file that {@code torch.jit.save} has written.
   *
   * @param owner closes it
   * @throws IllegalArgumentException if it cannot be read, or is no such file
   */
  public static Script load(String file, NDManager owner) {
    byte[] bytes = read(file);
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      PtSymbolBlock module = JniUtils.loadModule((PtNDManager) owner, in, false, false);
      return new Script(module, StateWriter.digest(out -> out.put(bytes, bytes.length)));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "file: got '" + file + "', expected TorchScript: " + firstLine(e), e);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * SHA-256 of a file.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static byte[] sha256(String file) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(read(file));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] read(String file) {
    try (InputStream in = new FileInputStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "file: got '" + file + "', expected a file that can be read: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** What it makes of some rows; owned by their manager, nothing is recorded. */
  public NDArray apply(NDArray rows) {
    // else the engine would rewrite the module after its first runs, and round otherwise from then
    // on
    JniUtils.setGraphExecutorOptimize(false);
    try (NDArray answer =
        module.forward(new ParameterStore(), new NDList(rows), false).singletonOrThrow()) {
      // a copy, since what was made in inference mode may take part in no gradient
      return answer.duplicate();
    }
  }

  /** SHA-256 of the file. */
  public byte[] digest() {
    return digest.clone();
  }
}
