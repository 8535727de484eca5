package dev.lethe.learner.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;

/** Opens the tensor engine in the one state that learners rely on. */
public final class Torch {
  private static final String THREADS = "ai.djl.pytorch.num_threads";
  private static final String NO_TELEMETRY = "OPT_OUT_TRACKING";

  private Torch() {}

  /**
   * A manager on the engine's default device (a GPU where there is one), which the caller closes.
   *
   * <p>Operations use one thread each, unless the system property {@code
   * ai.djl.pytorch.num_threads} says otherwise: one learner then fills one core, results do not
   * depend on the number of cores, and learners side by side do not fight for them.
   *
   * <p>DJL reports its start to its makers, which takes seconds where there is no network. Unless
   * the system property or the environment variable {@code OPT_OUT_TRACKING} is set, this sets the
   * property to {@code true} before DJL starts.
   */
  public static NDManager open() {
    if (System.getProperty(NO_TELEMETRY) == null) {
      System.setProperty(NO_TELEMETRY, "true");
    }
    Engine engine = Engine.getEngine(PtEngine.ENGINE_NAME);
    int threads = Integer.getInteger(THREADS, 1);
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
    return engine.newBaseManager();
  }
}
