/* A line chart: heading, canvas, and the same values as a table for readers who cannot use a canvas. */
import * as echarts from "echarts";
import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {isPrinting, onPrint} from "../look/printing.js";
import {valueAt} from "../data/series.js";
import {newest} from "../data/bands.js";
import {count, intervalText} from "../text/format.js";
import {endOf, lineOption} from "./line-option.js";
import {chartCsv, chartPng, download, fileName} from "./chart-export.js";
import {ZoomGestures, zoomed} from "./chart-zoom.js";
import {chartTable} from "./chart-table.js";
import {chartTooltip, tooltipStyles} from "./chart-tooltip.js";

/** Nobody reads faster, and all charts of a page share one processor. */
const MIN_INTERVAL_MS = 1000;
/** Width of a sheet of paper in pixels; a wider chart would be squeezed. */
const PAPER_PX = 700;

class LetheChart extends LitElement {
  static properties = {
    heading: {}, note: {}, empty: {},
    lines: {attribute: false}, markers: {attribute: false}, bands: {attribute: false}, theme: {attribute: false},
    xName: {attribute: false}, axis: {attribute: false}, show: {attribute: false},
    zoom: {attribute: false}, zoomAxis: {attribute: false}, unit: {attribute: false}, counted: {attribute: false},
    asTable: {state: true},
  };

  static styles = [shared, tooltipStyles, css`
    :host { display: block; min-width: 0; }
    .head { display: flex; justify-content: space-between; align-items: start; gap: 8px; }
    .head { flex-wrap: wrap; }
    .head figcaption { flex: 1 1 13rem; }
    .tools { display: flex; flex-wrap: wrap; gap: 4px; }
    .tools button { padding: 2px 8px; min-height: 26px; font-size: .75rem; }
    .canvas { position: relative; height: var(--chart-height, 240px); margin-top: 4px; touch-action: pan-y; }
    .selection { position: absolute; top: 0; bottom: 0; background: var(--accent); opacity: .18; pointer-events: none; }
    @media print {
      .tools { display: none; }
      .canvas div, canvas { width: 100% !important; height: 100% !important; }
    }
    .empty { height: var(--chart-height, 240px); display: grid; place-items: center; text-align: center; padding: 12px; background: var(--sunken); border-radius: 6px; margin-top: 8px; }
    .scroll { max-height: calc(var(--chart-height, 240px) + 4px); margin-top: 4px; }
    table { font-size: .8125rem; width: 100%; }
    th, td { padding: 3px 9px; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
    thead th { position: sticky; top: 0; background: var(--panel); }
    tbody th { font-weight: 400; color: var(--ink-soft); }
  `];

  #chart = null;
  #stopPrint = () => {};
  #isVisible = false;
  #stale = false;
  #drawnAt = 0;
  #timer = 0;
  #resize = new ResizeObserver(() => this.#chart?.resize());
  #visible = new IntersectionObserver(entries => {
    this.#isVisible = entries.at(-1).isIntersecting;
    if (this.#isVisible && this.#stale) this.#draw();
  }, {rootMargin: "200px"});

  constructor() {
    super();
    this.bands = [];
    this.lines = [];
    this.markers = [];
    this.asTable = false;
    this.zoom = null;
    this.zoomAxis = "examples";
    this.unit = 1;
    this.counted = "n";
  }

  get #hasData() {
    return this.lines.some(line => line.data.some(([, y]) => y !== null));
  }

  render() {
    return html`
      <figure aria-label=${`${this.heading}. ${this.#summary()}`}>
        <div class="head">
          <figcaption><h3>${this.heading}</h3>${this.note ? html`<p class="soft small">${this.note}</p>` : nothing}</figcaption>
          ${this.#hasData ? this.#tools() : nothing}
        </div>
        ${!this.#hasData ? html`<p class="empty soft small">${this.empty ?? "Not defined yet."}</p>`
          : this.asTable ? chartTable(this)
            : html`<div class="canvas" role="img" tabindex="0" aria-label=${`${this.#summary()} Keys: plus and minus zoom, arrows move, 0 resets.`}
                title="Select a range with the mouse or two fingers to zoom in; double click to reset"></div>`}
      </figure>`;
  }

  #tools() {
    const tool = (text, label, act, pressed = nothing) => html`
      <button type="button" aria-label=${`${label}: ${this.heading}`} title=${label} aria-pressed=${pressed} @click=${act}>${text}</button>`;
    const [from, to] = this.#range;
    const end = endOf(this.lines, this.bands);
    const isZoomed = from > 0 || to < end;
    return html`
      <div class="tools">
        ${this.asTable ? nothing : html`
          ${tool("+", "Zoom in", () => this.#zoomTo(zoomed(this.#range, end, {factor: 2})))}
          ${isZoomed ? html`${tool("−", "Zoom out", () => this.#zoomTo(zoomed(this.#range, end, {factor: 0.5})))}
            ${tool("Reset zoom", "Show the whole axis", () => this.#zoomTo(null))}` : nothing}
          ${tool("PNG", "Save as a picture", () => this.#savePng())}`}
        ${tool("CSV", "Save the values", () => download(chartCsv(this), `${fileName(this.heading)}.csv`, "text/csv"))}
        ${tool("Table", "Show as a table", () => { this.asTable = !this.asTable; }, this.asTable)}
      </div>`;
  }

  /** The visible part of the axis. A zoom that was chosen for longer runs shows what there is. */
  get #range() {
    const end = endOf(this.lines, this.bands);
    if (!this.zoom) return [0, end];
    const [from, to] = this.zoom.map(x => x / this.unit);
    return from < end ? [from, Math.min(to, end)] : [0, end];
  }

  /** All charts over the same axis are zoomed together; the page keeps the range. */
  #zoomTo(range) {
    const detail = {axis: this.zoomAxis, range: range && range.map(x => x * this.unit)};
    this.dispatchEvent(new CustomEvent("zoom", {detail, bubbles: true, composed: true}));
  }

  async #savePng() {
    this.#draw();
    this.#chart.getZr().flush();
    const drawn = this.#chart.renderToCanvas({pixelRatio: 2});
    download(await chartPng(this, drawn, this.#chart.getWidth()), `${fileName(this.heading)}.png`);
  }

  updated(changed) {
    const canvas = this.renderRoot.querySelector(".canvas");
    if (this.#chart && this.#chart.getDom() !== canvas) this.#dispose();
    if (!canvas) return;
    this.#resize.observe(canvas);
    this.#visible.observe(canvas);
    this.#stale = true;
    if (!this.#isVisible && !isPrinting()) return;
    const wait = changed.has("theme") || changed.has("zoom") ? 0 : this.#drawnAt + MIN_INTERVAL_MS - performance.now();
    clearTimeout(this.#timer);
    if (wait <= 0) this.#draw();
    else this.#timer = setTimeout(() => this.#draw(), wait);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopPrint();
    this.#dispose();
  }

  connectedCallback() {
    super.connectedCallback();
    // Charts below the fold have not been drawn yet, and paper has no fold.
    this.#stopPrint = onPrint(() => { if (this.#hasData) this.#print(); });
    if (this.hasUpdated) this.requestUpdate();
  }

  #draw() {
    const canvas = this.renderRoot.querySelector(".canvas");
    if (!canvas || !this.isConnected) return;
    if (!this.#chart) this.#start(canvas);
    const {lines, bands, markers, xName, theme} = this;
    const tooltip = x => chartTooltip(this, x);
    // Replaces the series, so that removed lines disappear; merges the rest, so that an open tooltip stays open.
    this.#chart.setOption(lineOption({lines, bands, markers, xName, axis: this.axis, theme, range: this.#range, tooltip}), {replaceMerge: ["series"]});
    this.#stale = false;
    this.#drawnAt = performance.now();
  }

  #start(canvas) {
    this.#chart = echarts.init(canvas, null, {renderer: "canvas"});
    // ECharts removes the listeners of its own element only, and a canvas of this component has one chart at a time.
    if (canvas.dataset.gestures) return;
    canvas.dataset.gestures = "on";
    new ZoomGestures(canvas, {
      toX: pixel => this.#chart.convertFromPixel({xAxisIndex: 0}, pixel),
      range: () => this.#range,
      end: () => endOf(this.lines, this.bands),
      choose: range => this.#zoomTo(range),
    });
  }

  #print() {
    this.#draw();
    const width = isPrinting() ? Math.min(this.#chart?.getWidth() ?? PAPER_PX, PAPER_PX) : "auto";
    this.#chart?.resize({width});
    // The browser prints before the next frame.
    this.#chart?.getZr().flush();
  }

  #dispose() {
    clearTimeout(this.#timer);
    this.#resize.disconnect();
    this.#visible.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
    this.#isVisible = false;
  }

  /** The newest value of each line, as the text alternative. */
  #summary() {
    const values = this.lines.map(line => {
      const last = line.band && newest(line);
      return last ? `${line.name}: ${this.show(last.mean)} (${intervalText(last, this.show, this.counted)})`
        : `${line.name}: ${this.show(valueAt(line.data, Infinity))}`;
    });
    const switched = this.markers.map(({x, name}) => `${name} from ${count(Math.round(x))} ${this.xName}`);
    return `Line chart over ${this.xName}; newest values. ${[...values, ...switched].join(", ")}.`;
  }
}
customElements.define("lethe-chart", LetheChart);
