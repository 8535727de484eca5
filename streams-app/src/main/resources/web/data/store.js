import {runLabels} from "../text/names.js";
import {quiet} from "../text/quiet.js";

/* All received data of the runs. Its objects are immutable: a changed run is a new object. */
const MIN_INTERVAL_MS = 400;
/** The server keeps 600 points per run; twice as many still draw fast, so thinning is rare here. */
const MAX_POINTS = 1200;
/** er-s2 before er-s10. */
const names = new Intl.Collator("en", {numeric: true});

export class RunStore {
  #runs = new Map();
  #listeners = new Set();
  #pending = false;
  #notifiedAt = 0;
  #hasSnapshot = false;
  #champion = null;
  #switches = [];

  /** True once a snapshot has arrived. An empty store means "unknown" before that, and "no runs" after it. */
  get hasSnapshot() {
    return this.#hasSnapshot;
  }

  /**
   * Runs by start time, then name. Each has its `history`, its `label`, its `slot`, which selects its colour, `quiet`,
   * which is null while it publishes, and `served`, which is true for the run whose predictions are served.
   */
  get runs() {
    const runs = [...this.#runs.values()].sort((a, b) => a.startedAt - b.startedAt || names.compare(a.run, b.run));
    const labels = runLabels(runs);
    return runs.map((run, slot) => this.#completed(run, {slot, label: labels.get(run.run), quiet: quiet(run, Date.now()), served: run.run === this.#champion}));
  }

  /** Switches of the served run, in order; empty if none is served. */
  get switches() {
    return this.#switches;
  }

  promote({champion, switches}) {
    this.#champion = champion;
    this.#switches = switches;
    this.#notify();
  }

  replaceAll(views) {
    this.#hasSnapshot = true;
    this.#runs = new Map(views.map(view => [view.run, {...view, history: view.history ?? []}]));
    this.#notify();
  }

  /** Replaces a run and keeps its history. */
  update(view) {
    const history = this.#runs.get(view.run)?.history ?? [];
    this.#runs.set(view.run, {...view, history});
    this.#notify();
  }

  append(name, point) {
    const run = this.#runs.get(name);
    // The next snapshot includes the points of an unknown run.
    if (!run) return;
    this.#runs.set(name, {...run, history: thinned([...run.history, point])});
    this.#notify();
  }

  /** Calls `listener` after changes, at most every MIN_INTERVAL_MS. Returns a function that stops it. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The run with what follows from all runs and the time; the same object if nothing of it has changed. */
  #completed(run, {slot, label, quiet: silence, served}) {
    if (run.slot === slot && run.label === label && run.quiet?.kind === silence?.kind && run.served === served) return run;
    const completed = {...run, slot, label, quiet: silence, served};
    this.#runs.set(run.run, completed);
    return completed;
  }

  #notify() {
    if (this.#pending) return;
    this.#pending = true;
    const wait = Math.max(0, this.#notifiedAt + MIN_INTERVAL_MS - performance.now());
    // In a hidden tab the animation frame waits until the page is visible, so nothing is drawn in vain.
    setTimeout(() => requestAnimationFrame(() => {
      this.#pending = false;
      this.#notifiedAt = performance.now();
      this.#listeners.forEach(listener => listener());
    }), wait);
  }
}

/** Drops every second point if there are too many, never the newest: the whole run stays visible. */
function thinned(points) {
  if (points.length <= MAX_POINTS) return points;
  return points.filter((_, i) => (points.length - 1 - i) % 2 === 0);
}

