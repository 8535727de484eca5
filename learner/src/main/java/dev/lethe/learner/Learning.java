package dev.lethe.learner;

import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import java.util.List;
import java.util.Map;

/**
 * What a learner does with an example: it holds it out, or predicts it and then learns it with the
 * others of its batch, and at the end of a window evaluates.
 */
final class Learning implements Stateful, AutoCloseable {
  private final LearnerSpec spec;
  private final LearnerListener listener;
  private final RandomStreams random;
  private final StreamProgress course;
  private final Assembly assembly;
  private final PendingExamples pending;
  private final StepMetrics health = new StepMetrics();

  Learning(LearnerSpec spec, LearnerListener listener) {
    this.spec = spec;
    this.listener = listener;
    this.random = new RandomStreams(spec.seed());
    this.course = new StreamProgress(spec, random, listener);
    this.assembly = new Assembly(spec, random);
    this.pending = new PendingExamples(assembly.predictor(), this::predicted);
  }

  StreamProgress course() {
    return course;
  }

  PendingExamples pending() {
    return pending;
  }

  /**
   * Accepts the next example of the stream, which has passed {@link ExampleCheck}.
   *
   * @return the learning step that it belongs to, from 0
   */
  long accept(Example example) {
    if (example.role() == Role.BOUNDARY) {
      long completed = course.step();
      course.reach(example.eventTime());
      endWindow();
      return completed;
    }
    if (course.windows().endsBefore(example.task(), example.eventTime())) {
      endWindow();
    }
    course.reach(example.eventTime());
    course.enter(example);
    long step = course.step();
    if (example.role() == Role.EVALUATE) {
      course.holdouts().offer(example.features(), example.label());
      return step;
    }
    course.count();
    take(example);
    if (course.windows().endsNow()) {
      endWindow();
    }
    return step;
  }

  private void take(Example example) {
    if (example.label() == Example.UNLABELLED) {
      pending.addToPredict(example);
    } else if (spec.holdout().holdsOut(example.id())) {
      course.holdouts().offer(example.features(), example.label());
      pending.addToPredict(example);
    } else {
      pending.addToLearn(example);
      if (pending.toLearn() == spec.batchSize()) {
        learn(false);
      }
    }
  }

  private void learn(boolean windowEnds) {
    boolean report = (course.step() + 1) % spec.healthEvery() == 0;
    health.learnt(
        assembly
            .learningStep()
            .learn(
                pending.freshExamples(),
                course.step() + 1,
                course.windows().number(),
                report || windowEnds,
                made -> {
                  course.windows().monitor(made);
                  pending.predictAndClear(assembly.predictor().predictFresh(made));
                }));
    course.stepped();
    if (report) {
      reportHealth();
    }
    if (spec.evaluateEvery() > 0 && course.step() % spec.evaluateEvery() == 0) {
      course.evaluate(Evaluation.Kind.PERIODIC, assembly.predictor());
    }
  }

  private void endWindow() {
    if (!course.windows().isOpen()) {
      return;
    }
    // A step never holds examples of two windows: what is left is learnt as a smaller one.
    if (pending.toLearn() > 0) {
      learn(true);
    }
    pending.predict();
    course.closeWindow();
    int ended = course.windows().number();
    var end = new WindowEnd(ended, assembly.training(course.step(), ended));
    assembly.method().windowEnded(end);
    // Before anything begins anew: the matrix is of what was learnt.
    course.evaluate(Evaluation.Kind.WINDOW_END, assembly.predictor());
    assembly.method().evaluated(end);
    reportHealth();
  }

  private void reportHealth() {
    Map<String, Double> metrics = health.take();
    assembly.report(metrics);
    course.holdouts().report(metrics);
    listener.health(new HealthReport(course.step(), course.windows().number(), metrics, List.of()));
  }

  private void predicted(Example example, int predicted, float confidence) {
    listener.predicted(
        example, new Prediction(course.windows().number(), course.step(), predicted, confidence));
  }

  @Override
  public void save(StateWriter out) {
    course.save(out);
    assembly.save(out);
    out.put("holdouts", course.holdouts()).put("windows", course.windows());
    out.put("pending", pending).put("random", random);
  }

  @Override
  public void restore(StateReader in) {
    course.restore(in);
    assembly.restore(in);
    in.get("holdouts", course.holdouts());
    in.get("windows", course.windows());
    in.get("pending", pending);
    in.get("random", random);
  }

  @Override
  public void close() {
    assembly.close();
  }
}
