/* Everything heard of the runs. Objects in it are never changed in place: a changed run is a new object. */
const SHORTEST_PAUSE_MS = 400;
/** The server keeps 600 points a run; twice that is drawn without effort, so thinning here is rare. */
const MOST_POINTS = 1200;
/** er-s2 before er-s10. */
const names = new Intl.Collator("en", {numeric: true});

export class RunStore {
  #runs = new Map();
  #slots = new Map();
  #listeners = new Set();
  #pending = false;
  #told = 0;
  #heard = false;

  /** Whether a snapshot has ever arrived: an empty store before that means "not known", after it "no runs". */
  get heard() {
    return this.#heard;
  }

  /** Runs by start, then name; each with `history` and `slot`, its colour for as long as the page lives. */
  get runs() {
    return [...this.#runs.values()].sort((a, b) => a.startedAt - b.startedAt || names.compare(a.run, b.run));
  }

  replaceAll(views) {
    this.#heard = true;
    this.#runs = new Map(views.map(view => [view.run, this.#withSlot({...view, history: view.history ?? []})]));
    this.#tell();
  }

  /** A run as it now stands; its history stays. */
  update(view) {
    const history = this.#runs.get(view.run)?.history ?? [];
    this.#runs.set(view.run, this.#withSlot({...view, history}));
    this.#tell();
  }

  append(name, point) {
    const run = this.#runs.get(name);
    // A point of a run that is not known is part of the next snapshot anyway.
    if (!run) return;
    this.#runs.set(name, {...run, history: thinned([...run.history, point])});
    this.#tell();
  }

  /** Calls `listener` after changes, at most every SHORTEST_PAUSE_MS; returns how to stop that. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #withSlot(run) {
    if (!this.#slots.has(run.run)) this.#slots.set(run.run, this.#slots.size);
    return {...run, slot: this.#slots.get(run.run)};
  }

  #tell() {
    if (this.#pending) return;
    this.#pending = true;
    const wait = Math.max(0, this.#told + SHORTEST_PAUSE_MS - performance.now());
    // The frame comes last: in a hidden tab it waits until the page is seen, and nothing is drawn in vain.
    setTimeout(() => requestAnimationFrame(() => {
      this.#pending = false;
      this.#told = performance.now();
      this.#listeners.forEach(listener => listener());
    }), wait);
  }
}

/** Every second point goes when there are too many, never the newest: the whole run stays visible. */
function thinned(points) {
  if (points.length <= MOST_POINTS) return points;
  return points.filter((_, i) => (points.length - 1 - i) % 2 === 0);
}

