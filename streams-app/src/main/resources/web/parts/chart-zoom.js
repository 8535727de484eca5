/* Zoom of a chart's x axis. Mouse: select a range, double click resets. Touch: two fingers; one finger still scrolls the
 * page. Keyboard: + and −, arrows, 0 or Escape resets. */
const MIN_DRAG_PX = 6;
/** At most so many times larger. */
const MAX_FACTOR = 1000;

/** A range after zooming by `factor` around its middle and moving it by `shift` of its width; null if it is the whole axis. */
export function zoomed([from, to], end, {factor = 1, shift = 0}) {
  const middle = (from + to) / 2 + shift * (to - from);
  const half = (to - from) / factor / 2;
  return within([middle - half, middle + half], end);
}

/** Moves a range into the axis from 0 to `end`. */
function within([from, to], end) {
  const width = Math.max(to - from, end / MAX_FACTOR);
  if (width >= end) return null;
  const start = Math.min(Math.max(0, from), end - width);
  return [start, start + width];
}

export class ZoomGestures {
  #canvas; #toX; #range; #end; #choose;
  #pointers = new Map();
  #pinch = null;
  #mark = null;

  /**
   * @param toX returns the x of a pixel of the canvas
   * @param range returns the visible range
   * @param end returns the end of the axis
   * @param choose called with a range, or null to reset
   */
  constructor(canvas, {toX, range, end, choose}) {
    this.#canvas = canvas;
    this.#toX = toX;
    this.#range = range;
    this.#end = end;
    this.#choose = choose;
    for (const [name, handle] of [["pointerdown", this.#down], ["pointermove", this.#move], ["pointerup", this.#up], ["pointercancel", this.#cancel]]) {
      canvas.addEventListener(name, event => handle.call(this, event));
    }
    canvas.addEventListener("dblclick", () => choose(null));
    canvas.addEventListener("keydown", event => this.#key(event));
  }

  #down(event) {
    if (event.button !== 0) return;
    this.#pointers.set(event.pointerId, {start: this.#pixel(event), now: this.#pixel(event)});
    if (this.#pointers.size === 2) this.#pinch = [...this.#pointers.values()].map(pointer => this.#toX(pointer.now));
    if (event.pointerType !== "touch") this.#canvas.setPointerCapture(event.pointerId);
  }

  #move(event) {
    const pointer = this.#pointers.get(event.pointerId);
    if (!pointer) return;
    pointer.now = this.#pixel(event);
    if (this.#pinch) this.#stretch();
    else if (event.pointerType !== "touch") this.#select(pointer);
  }

  #up(event) {
    const pointer = this.#pointers.get(event.pointerId);
    const selects = pointer && event.pointerType !== "touch" && Math.abs(pointer.now - pointer.start) >= MIN_DRAG_PX;
    this.#cancel(event);
    if (!selects) return;
    const range = [pointer.start, pointer.now].map(this.#toX).sort((a, b) => a - b);
    this.#choose(within([Math.max(0, range[0]), Math.min(this.#end(), range[1])], this.#end()));
  }

  #cancel(event) {
    this.#pointers.delete(event.pointerId);
    this.#pinch = null;
    this.#mark?.remove();
    this.#mark = null;
  }

  /** Keeps the values that the fingers took hold of under the fingers. */
  #stretch() {
    const [p, q] = [...this.#pointers.values()].map(pointer => pointer.now);
    const [a, b] = this.#pinch;
    if (Math.abs(p - q) < MIN_DRAG_PX || a === b) return;
    const [from, to] = this.#range();
    // The axis is linear: from two pixels and their new values follow the ends.
    const perPixel = (b - a) / (q - p);
    const pixelOf = x => p + (x - this.#toX(p)) * (q - p) / (this.#toX(q) - this.#toX(p));
    const ends = [from, to].map(x => a + (pixelOf(x) - p) * perPixel);
    if (ends[0] < ends[1]) this.#choose(within(ends, this.#end()));
  }

  #select({start, now}) {
    if (Math.abs(now - start) < MIN_DRAG_PX) return;
    this.#mark ??= this.#canvas.appendChild(Object.assign(document.createElement("div"), {className: "selection"}));
    this.#mark.style.left = `${Math.min(start, now)}px`;
    this.#mark.style.width = `${Math.abs(now - start)}px`;
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const change = {"+": {factor: 2}, "=": {factor: 2}, "-": {factor: 0.5}, ArrowLeft: {shift: -0.25}, ArrowRight: {shift: 0.25}}[event.key];
    if (!change && event.key !== "0" && event.key !== "Escape") return;
    event.preventDefault();
    this.#choose(change ? zoomed(this.#range(), this.#end(), change) : null);
  }

  #pixel(event) {
    return event.clientX - this.#canvas.getBoundingClientRect().left;
  }
}
