/* A line chart: heading, canvas, and the same values as a table for readers who cannot use a canvas. */
import * as echarts from "echarts";
import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {isPrinting, onPrint} from "../look/printing.js";
import {valueAt} from "../data/series.js";
import {lineOption} from "./line-option.js";
import {chartTable} from "./chart-table.js";
import {chartTooltip, tooltipStyles} from "./chart-tooltip.js";

/** Nobody reads faster, and all charts of a page share one processor. */
const MIN_INTERVAL_MS = 1000;
/** Width of a sheet of paper in pixels; a wider chart would be squeezed. */
const PAPER_PX = 700;

class LetheChart extends LitElement {
  static properties = {
    heading: {}, note: {}, empty: {},
    lines: {attribute: false}, bands: {attribute: false}, theme: {attribute: false},
    xName: {attribute: false}, axis: {attribute: false}, show: {attribute: false},
    asTable: {state: true},
  };

  static styles = [shared, tooltipStyles, css`
    :host { display: block; min-width: 0; }
    .head { display: flex; justify-content: space-between; align-items: start; gap: 8px; }
    .canvas { height: var(--chart-height, 240px); margin-top: 4px; }
    @media print {
      button { display: none; }
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
    this.asTable = false;
  }

  get #hasData() {
    return this.lines.some(line => line.data.some(([, y]) => y !== null));
  }

  render() {
    return html`
      <figure aria-label=${`${this.heading}. ${this.#summary()}`}>
        <div class="head">
          <figcaption><h3>${this.heading}</h3>${this.note ? html`<p class="soft small">${this.note}</p>` : nothing}</figcaption>
          ${this.#hasData ? html`<button type="button" aria-pressed=${this.asTable} aria-label=${`${this.heading} as a table`}
            @click=${() => { this.asTable = !this.asTable; }}>Table</button>` : nothing}
        </div>
        ${!this.#hasData ? html`<p class="empty soft small">${this.empty ?? "Not defined yet."}</p>`
          : this.asTable ? chartTable(this)
            : html`<div class="canvas" role="img" aria-label=${this.#summary()}></div>`}
      </figure>`;
  }

  updated(changed) {
    const canvas = this.renderRoot.querySelector(".canvas");
    if (this.#chart && this.#chart.getDom() !== canvas) this.#dispose();
    if (!canvas) return;
    this.#resize.observe(canvas);
    this.#visible.observe(canvas);
    this.#stale = true;
    if (!this.#isVisible && !isPrinting()) return;
    const wait = changed.has("theme") ? 0 : this.#drawnAt + MIN_INTERVAL_MS - performance.now();
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
    this.#chart ??= echarts.init(canvas, null, {renderer: "canvas"});
    const {lines, bands, xName, theme} = this;
    const tooltip = x => chartTooltip(this, x);
    // Replaces the series, so that removed lines disappear; merges the rest, so that an open tooltip stays open.
    this.#chart.setOption(lineOption({lines, bands, xName, axis: this.axis, theme, tooltip}), {replaceMerge: ["series"]});
    this.#stale = false;
    this.#drawnAt = performance.now();
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
    const newest = this.lines.map(line => `${line.name}: ${this.show(valueAt(line.data, Infinity))}`);
    return `Line chart over ${this.xName}; newest values. ${newest.join(", ")}.`;
  }
}
customElements.define("lethe-chart", LetheChart);
