package dev.lethe.learner;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import dev.lethe.learner.engine.Torch;
import dev.lethe.learner.evaluation.Holdouts;
import dev.lethe.learner.method.Method;
import dev.lethe.learner.model.Model;
import dev.lethe.learner.model.Predictor;
import dev.lethe.learner.part.Blueprint;
import dev.lethe.learner.part.SeenClasses;
import dev.lethe.learner.part.Training;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.random.Purpose;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.window.Windows;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predicts a stream and learns from it, example by example.
 *
 * <p>The same {@link LearnerSpec} and the same sequence of {@link #accept} give the same bits,
 * whatever calls of {@link #predictPending} come between and whatever other learners do in the same
 * process. (Confidences may differ in their last bits with the rows that shared a forward pass.)
 *
 * <p>Used by one thread at a time. It holds native memory until it is closed.
 */
public final class Learner implements AutoCloseable {
  private static final String FORMAT = "lethe-learner-1";

  private final LearnerSpec spec;
  private final LearnerListener listener;
  private final NDManager manager;
  private final RandomStreams random;
  private final Model model;
  private final Method method;
  private final SeenClasses classes;
  private final LearningStep learningStep;
  private final Predictor predictor;
  private final PendingExamples pending;
  private final Windows windows;
  private final Holdouts holdouts;
  private final ModelHealth modelHealth;
  private final HealthFigures health = new HealthFigures();
  private long step;
  private long examples;
  private long eventTime = Long.MIN_VALUE;

  /**
   * @param listener is told what happens, from within the calls of this object
   * @throws IllegalArgumentException if the model does not fit the examples, or the method the
   *     model
   */
  public Learner(LearnerSpec spec, LearnerListener listener) {
    this.spec = requireNonNull(spec, "spec");
    this.listener = requireNonNull(listener, "listener");
    this.random = new RandomStreams(spec.seed());
    this.windows = new Windows(spec.windows(), random.of("windows"));
    this.holdouts = new Holdouts(spec.holdout(), spec.features(), random.of(Purpose.HOLDOUT));
    this.manager = Torch.open();
    LearningParts parts =
        LearningParts.of(
            spec.method(),
            spec.model(),
            new Blueprint(spec.features(), spec.classes(), spec.batchSize(), random, manager));
    this.model = parts.model();
    this.classes = parts.classes();
    this.method = parts.method();
    this.modelHealth = new ModelHealth(model, manager);
    this.learningStep = new LearningStep(parts, modelHealth);
    this.predictor =
        new Predictor(model, method.head(), classes, method::answering, spec.features(), manager);
    this.pending = new PendingExamples(predictor, this::predicted);
  }

  /** The reason why an example cannot be taken, in the words key, seen, wanted; empty if it can. */
  public Optional<String> reject(Example example) {
    if (example.role() == Role.BOUNDARY) {
      return Optional.empty();
    }
    int size = example.features().size();
    if (size != spec.features()) {
      return Optional.of("features: seen " + size + ", wanted " + spec.features());
    }
    int bad = example.features().firstNotFinite();
    if (bad >= 0) {
      return Optional.of(
          "features: seen NaN or infinity at index " + bad + ", wanted finite numbers");
    }
    if (example.label() == Example.UNLABELLED) {
      return example.role() == Role.EVALUATE
          ? Optional.of("label: seen none, wanted one: EVALUATE needs a label")
          : Optional.empty();
    }
    return example.label() >= 0 && example.label() < spec.classes()
        ? Optional.empty()
        : Optional.of(
            "label: seen " + example.label() + ", wanted a class in [0, " + spec.classes() + ")");
  }

  /**
   * Takes the next example of the stream.
   *
   * @throws IllegalArgumentException if {@link #reject} has a reason; nothing has changed then
   */
  public void accept(Example example) {
    reject(example)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    if (example.role() == Role.BOUNDARY) {
      eventTime = Math.max(eventTime, example.eventTime());
      endWindow();
      return;
    }
    if (windows.endsBefore(example.task(), example.eventTime())) {
      endWindow();
    }
    eventTime = Math.max(eventTime, example.eventTime());
    enterWindow(example);
    if (example.role() == Role.EVALUATE) {
      holdouts.offer(example.features(), example.label());
      return;
    }
    examples++;
    windows.count();
    take(example);
    if (windows.endsNow()) {
      endWindow();
    }
  }

  private void take(Example example) {
    if (example.label() == Example.UNLABELLED) {
      pending.addToPredict(example);
    } else if (spec.holdout().holdsOut(example.id())) {
      holdouts.offer(example.features(), example.label());
      pending.addToPredict(example);
    } else {
      pending.addToLearn(example);
      if (pending.toLearn() == spec.batchSize()) {
        learn(false);
      }
    }
  }

  /**
   * Predicts, by the model as it is, the examples that wait for their learning step and have not
   * been predicted, so that a slow stream waits for no batch. What is learnt does not change.
   */
  public void predictPending() {
    pending.predict();
  }

  private void learn(boolean windowEnds) {
    boolean report = (step + 1) % spec.healthEvery() == 0;
    health.learnt(
        learningStep.learn(
            pending.freshExamples(),
            step + 1,
            windows.number(),
            report || windowEnds,
            made -> {
              windows.learning(made);
              pending.predictAndClear(predictor.answers(made));
            }));
    step++;
    listener.stepped(step);
    if (report) {
      reportHealth();
    }
    if (spec.evaluateEvery() > 0 && step % spec.evaluateEvery() == 0) {
      evaluate(Evaluation.Kind.PERIODIC);
    }
  }

  private void enterWindow(Example example) {
    if (windows.isOpen()) {
      windows.join(example.task());
      holdouts.name(windows.task());
      return;
    }
    windows.open(example.task(), example.eventTime());
    holdouts.open(windows.number());
    holdouts.name(windows.task());
    listener.windowOpened(windowNow());
  }

  private void endWindow() {
    if (!windows.isOpen()) {
      return;
    }
    // A step never holds examples of two windows: what is left is learnt as a smaller one.
    if (pending.toLearn() > 0) {
      learn(true);
    }
    pending.predict();
    windows.close();
    listener.windowClosed(windowNow());
    method.windowEnded(new WindowEnd(windows.number(), training()));
    evaluate(Evaluation.Kind.WINDOW_END);
    reportHealth();
  }

  private Training training() {
    return new StepsApart(learningStep, model, method.optimizer(), random, step, windows.number());
  }

  private TaskWindow windowNow() {
    return new TaskWindow(windows.number(), windows.task(), step, examples, eventTime);
  }

  private void evaluate(Evaluation.Kind kind) {
    List<HoldoutResult> results = holdouts.evaluate(predictor);
    listener.evaluated(new Evaluation(kind, windows.number(), step, examples, eventTime, results));
  }

  private void reportHealth() {
    Map<String, Double> figures = health.take();
    method.report(figures);
    modelHealth.report(figures);
    holdouts.report(figures);
    listener.health(step, windows.number(), figures);
  }

  private void predicted(Example example, int predicted, float confidence) {
    listener.predicted(example, new Prediction(windows.number(), step, predicted, confidence));
  }

  /** Learning steps completed. */
  public long step() {
    return step;
  }

  /** LEARN examples accepted, labelled or not. */
  public long examples() {
    return examples;
  }

  /** Number of the newest window, -1 before the first. */
  public int window() {
    return windows.number();
  }

  /** Labelled examples that wait for their learning step. */
  public int pending() {
    return pending.toLearn();
  }

  /** Largest event time accepted, ms since the epoch; {@link Long#MIN_VALUE} before the first. */
  public long eventTime() {
    return eventTime;
  }

  /**
   * SHA-256 of everything that decides what this learner will do: two learners of one specification
   * with the same digest are the same.
   */
  public byte[] digest() {
    return StateWriter.digest(this::write);
  }

  /**
   * Writes everything that decides what this learner will do, so that {@link #restore} can continue
   * from here bit for bit. What waits to be predicted is predicted first: nothing of a learner that
   * goes on here is lost.
   *
   * @param out is neither flushed nor closed
   */
  public void save(OutputStream out) {
    pending.predict();
    write(new StateWriter(out));
  }

  private void write(StateWriter out) {
    out.put(FORMAT).put(spec.toString());
    out.put(step).put(examples).put(eventTime);
    out.put("model", model).put("method", method).put("classes", classes);
    out.put("holdouts", holdouts).put("windows", windows).put("pending", pending);
    out.put("random", random);
  }

  /**
   * Takes what {@link #save} wrote, into a learner of the same specification that has accepted
   * nothing. The listener is not told of anything again.
   *
   * @param in is not closed
   * @throws dev.lethe.learner.state.StateMismatchException if it was written by a learner of
   *     another specification, or is no such state; this learner is of no use then
   */
  public void restore(InputStream in) {
    StateReader reader = new StateReader(in);
    reader.expect("format of the state", FORMAT);
    reader.expect("specification", spec.toString());
    step = reader.getLong();
    examples = reader.getLong();
    eventTime = reader.getLong();
    reader.get("model", model);
    reader.get("method", method);
    reader.get("classes", classes);
    reader.get("holdouts", holdouts);
    reader.get("windows", windows);
    reader.get("pending", pending);
    reader.get("random", random);
  }

  @Override
  public void close() {
    manager.close();
  }
}
