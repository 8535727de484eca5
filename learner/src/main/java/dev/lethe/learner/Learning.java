package dev.lethe.learner;

import dev.lethe.learner.alarm.Alarms;
import dev.lethe.learner.guard.RowGuard;
import dev.lethe.learner.part.WindowEnd;
import dev.lethe.learner.random.RandomStreams;
import dev.lethe.learner.state.StateBytes;
import dev.lethe.learner.state.StateMismatchException;
import dev.lethe.learner.state.StateReader;
import dev.lethe.learner.state.StateWriter;
import dev.lethe.learner.state.Stateful;
import dev.lethe.learner.stream.Alarm;
import dev.lethe.learner.stream.Evaluation;
import dev.lethe.learner.stream.Example;
import dev.lethe.learner.stream.HealthReport;
import dev.lethe.learner.stream.HoldoutResult;
import dev.lethe.learner.stream.LearnerListener;
import dev.lethe.learner.stream.Prediction;
import dev.lethe.learner.stream.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Processes examples: holds them out, or predicts them and trains on them in batches. Evaluates the
 * model at window ends and, if configured, every so many steps.
 */
final class Learning implements Stateful, AutoCloseable {
  private final LearnerSpec spec;
  private final LearnerListener listener;
  private final RandomStreams random;
  private final StreamProgress progress;
  private final Assembly assembly;
  private final PendingExamples pending;
  private final StepMetrics health = new StepMetrics();
  private final RowGuard guard;
  private final Alarms alarms;
  private List<String> reported = List.of();

  Learning(LearnerSpec spec, LearnerListener listener) {
    this.spec = spec;
    this.listener = listener;
    this.random = new RandomStreams(spec.seed());
    this.progress = new StreamProgress(spec, random, listener);
    this.guard = new RowGuard(spec.guard());
    this.alarms =
        new Alarms(
            spec.features(),
            spec.classes(),
            spec.batchSize(),
            spec.windows().separatesTasks(),
            spec.model().part().name().equals("tabular"));
    this.assembly = new Assembly(spec, random);
    this.pending = new PendingExamples(assembly.predictor(), this::predicted);
  }

  StreamProgress progress() {
    return progress;
  }

  PendingExamples pending() {
    return pending;
  }

  /**
   * Processes the next example of the stream, which has passed {@link ExampleCheck}.
   *
   * @return the learning step that it belongs to, from 0
   */
  long accept(Example example) {
    if (example.role() == Role.BOUNDARY) {
      long completed = progress.step();
      progress.advanceTo(example.eventTime());
      endWindow();
      return completed;
    }
    if (example.role() == Role.EVALUATE) {
      progress.advanceTo(example.eventTime());
      progress.holdouts().evaluateOn(example);
      return progress.step();
    }
    if (progress.windows().endsBefore(example.task(), example.eventTime())) {
      endWindow();
    }
    progress.advanceTo(example.eventTime());
    boolean labelled = example.label() != Example.UNLABELLED;
    boolean trained = labelled && !spec.holdout().holdsOut(example.id());
    progress.enter(example, trained);
    long step = progress.step();
    progress.countExample();
    if (trained) {
      train(example);
    } else {
      predictOnly(example, labelled);
    }
    alarms.learnExample(progress.windows().examples());
    if (progress.windows().endsNow()) {
      endWindow();
    }
    return step;
  }

  private void train(Example example) {
    pending.addToLearn(example);
    if (pending.toLearn() == spec.batchSize()) {
      step(false);
    }
  }

  private void predictOnly(Example example, boolean labelled) {
    if (labelled) {
      progress.holdouts().offer(example);
    } else {
      progress.windows().monitorUnlabelled(example.features());
    }
    pending.addToPredict(example);
  }

  private void step(boolean windowEnds) {
    boolean report = (progress.step() + 1) % spec.healthEvery() == 0;
    excludeAbsurd();
    if (pending.toLearn() == 0) {
      pending.predict();
      ended(StepOutcome.withoutRows(), report);
      return;
    }
    StepOutcome outcome =
        assembly
            .learningStep()
            .learn(
                pending.freshExamples(),
                progress.step() + 1,
                progress.windows().number(),
                report || windowEnds,
                step -> {
                  progress.windows().monitor(step);
                  alarms.forward(step, isTrainedOnFresh());
                  pending.predictAndClear(assembly.predictor().predictFresh(step));
                });
    ended(outcome, report);
  }

  /** Returns true if the logits of a step are those of a model that is trained on such rows. */
  private boolean isTrainedOnFresh() {
    var method = assembly.method();
    return !method.head().predictsSeparately() && method.rehearsal().trainsOnFresh();
  }

  /** Takes absurd examples out of the next step; they are only predicted. */
  private void excludeAbsurd() {
    boolean[] absurd =
        guard.findAbsurd(pending.freshExamples().stream().map(FreshExample::example).toList());
    pending.exclude(absurd);
    for (boolean each : absurd) {
      alarms.guarded(each);
      if (each) {
        health.addGuardedRow();
      }
    }
  }

  private void ended(StepOutcome outcome, boolean report) {
    health.add(outcome);
    alarms.step(outcome.skipped());
    progress.countStep();
    if (report || alarmsHaveChanged()) {
      reportHealth();
    }
    if (spec.evaluateEvery() > 0 && progress.step() % spec.evaluateEvery() == 0) {
      progress.evaluate(Evaluation.Kind.PERIODIC, assembly.predictor());
    }
  }

  private void endWindow() {
    if (!progress.windows().isOpen()) {
      return;
    }
    alarms.windowClosed(progress.windows().examples());
    // a step never contains examples of two windows: the rest makes a smaller step
    if (pending.toLearn() > 0) {
      step(true);
    }
    pending.predict();
    boolean learned = progress.closeWindow();
    int ended = progress.windows().number();
    var end = new WindowEnd(ended, assembly.training(progress.step(), ended));
    assembly.method().windowEnded(end);
    // a window in which nothing was learned has no row in the accuracy matrix
    if (learned) {
      // before plasticity parts reset anything: the accuracy matrix describes the trained model
      progress.evaluate(Evaluation.Kind.WINDOW_END, assembly.predictor());
    }
    assembly.method().windowEvaluated(end);
    reportHealth();
  }

  private void reportHealth() {
    Map<String, Double> metrics = health.drain();
    assembly.report(metrics);
    alarms.setNorm(metrics.get("weights.norm"));
    progress.holdouts().report(metrics);
    List<Alarm> raised = alarms.raised();
    reported = names(raised);
    listener.health(
        new HealthReport(progress.step(), progress.windows().number(), metrics, raised));
  }

  /** Returns true if the alarms differ from those of the last report, which must not wait then. */
  private boolean alarmsHaveChanged() {
    return !names(alarms.raised()).equals(reported);
  }

  private static List<String> names(List<Alarm> alarms) {
    return alarms.stream().map(Alarm::name).toList();
  }

  Assembly assembly() {
    return assembly;
  }

  /** Returns the results of the current model on all retained holdouts. */
  List<HoldoutResult> evaluateNow() {
    return progress.holdouts().evaluate(assembly.predictor());
  }

  private void predicted(Example example, int predicted, float confidence) {
    listener.predicted(
        example,
        new Prediction(progress.windows().number(), progress.step(), predicted, confidence));
  }

  /** Removes all rows of some examples. */
  Forgotten forget(Set<Long> keys) {
    return new Forgotten(
        assembly.method().forget(keys), progress.holdouts().forget(keys), pending.forget(keys));
  }

  /** Passes the key of each row to an action. */
  void forEachKey(LongConsumer action) {
    assembly.method().forEachKey(action);
    progress.holdouts().forEachKey(action);
    pending.forEachKey(action);
  }

  /** Takes over the state of a learner with another method or window rule. */
  Adoption adopt(Learning other) {
    Adoption adoption = assembly.adopt(other.assembly, other.spec, spec);
    StateBytes.copy(other.progress, progress);
    StateBytes.copy(other.progress.holdouts(), progress.holdouts());
    progress.windows().adopt(other.progress.windows());
    StateBytes.copy(other.pending, pending);
    StateBytes.copy(other.random, random);
    if (spec.guard().equals(other.spec.guard())) {
      StateBytes.copy(other.guard, guard);
    }
    StateBytes.copy(other.alarms, alarms);
    return adoption;
  }

  @Override
  public void save(StateWriter out) {
    progress.save(out);
    assembly.save(out);
    out.put("holdouts", progress.holdouts()).put("windows", progress.windows());
    out.put("pending", pending).put("random", random);
    out.put("guard", guard).put("alarms", alarms);
  }

  @Override
  public void restore(StateReader in) {
    progress.restore(in);
    assembly.restore(in);
    in.get("holdouts", progress.holdouts());
    in.get("windows", progress.windows());
    in.get("pending", pending);
    pending.freshExamples().forEach(fresh -> requireValid(fresh.example()));
    in.get("random", random);
    in.get("guard", guard);
    in.get("alarms", alarms);
  }

  private void requireValid(Example restored) {
    Optional<String> reject =
        restored.label() == Example.UNLABELLED
            ? Optional.of("no label")
            : ExampleCheck.reject(spec, restored);
    reject.ifPresent(
        reason -> {
          throw new StateMismatchException("pending example", reason, "a valid one");
        });
  }

  @Override
  public void close() {
    assembly.close();
  }
}
