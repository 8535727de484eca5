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
 * TorchScript module in inference mode. It is never trained.
 *
 * <p>DJL records the module for differentiation only in training mode. That mode is unusable here:
 * dropout would draw from the engine's global random generator, batch normalisation would update
 * its running statistics, and gradients would accumulate in the module's own parameters, which
 * cannot be replaced by leaves.
 */
public final class TorchScript {
  private final PtSymbolBlock module;
  private final byte[] digest;

  private TorchScript(PtSymbolBlock module, byte[] digest) {
    this.module = module;
    this.digest = digest;
  }

  /**
   * Loads a file written by {@code torch.jit.save}.
   *
   * @param file path of the file
   * @param owner manager that owns the module
   * @throws IllegalArgumentException if the file cannot be read or is not TorchScript
   */
  public static TorchScript load(String file, NDManager owner) {
    byte[] bytes = read(file);
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      PtSymbolBlock module = JniUtils.loadModule((PtNDManager) owner, in, false, false);
      return new TorchScript(module, StateWriter.digest(out -> out.put(bytes, bytes.length)));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "file: got '" + file + "', expected TorchScript: " + firstLine(e), e);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Returns the SHA-256 digest of a file.
   *
   * @throws IllegalArgumentException if the file cannot be read
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
          "file: got '" + file + "', expected a readable file: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Runs the module without recording gradients.
   *
   * @param rows float32 {@code [rows, …]}
   * @return output of the module, owned by the manager of the rows
   */
  public NDArray apply(NDArray rows) {
    // otherwise the engine optimises the module after its first runs, and later runs round
    // differently
    JniUtils.setGraphExecutorOptimize(false);
    try (NDArray output =
        module.forward(new ParameterStore(), new NDList(rows), false).singletonOrThrow()) {
      // a copy, because autograd rejects tensors created in inference mode
      return output.duplicate();
    }
  }

  /** Returns the digest of the file's length and content. */
  public byte[] digest() {
    return digest.clone();
  }
}
