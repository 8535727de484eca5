package dev.lethe.learner.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;

/** Starts and configures the PyTorch engine. */
public final class TorchEngine {
  private static final String THREADS = "ai.djl.pytorch.num_threads";
  private static final String OPT_OUT_TRACKING = "OPT_OUT_TRACKING";

  private TorchEngine() {}

  /**
   * Creates a manager on the engine's default device, a GPU if available. The caller closes it.
   *
   * <p>Each operation uses one thread, unless the system property {@code
   * ai.djl.pytorch.num_threads} is set. One learner then uses one core, results do not depend on
   * the number of cores, and parallel learners do not compete for cores.
   *
   * <p>DJL sends usage data at its start, which takes seconds without a network. This method sets
   * the system property {@code OPT_OUT_TRACKING} to {@code true} before DJL starts, unless it is
   * already set.
   */
  public static NDManager newManager() {
    if (System.getProperty(OPT_OUT_TRACKING) == null) {
      System.setProperty(OPT_OUT_TRACKING, "true");
    }
    Engine engine = Engine.getEngine(PtEngine.ENGINE_NAME);
    int threads = Integer.getInteger(THREADS, 1);
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
    return engine.newBaseManager();
  }
}
