import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {runLook} from "../look/palette.js";
import {examplesAt, overExamples, overTime, sameLines, sharedBands, switchMarkers, timeSince, timeUnit} from "../data/series.js";
import {meanLine} from "../data/bands.js";
import {groupsOf} from "../data/groups.js";
import {count, percent, perSecond, points} from "../text/format.js";
import "./chart.js";

/** The charts that compare runs, or methods with a band over their seeds. */
class StreamSection extends LitElement {
  static properties = {
    runs: {attribute: false}, switches: {attribute: false}, pinned: {attribute: false}, grouped: {attribute: false}, zoom: {attribute: false}, theme: {attribute: false},
  };

  static styles = [shared, css`
    .grid { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); margin-top: 10px; }
    .panel { padding: 14px 16px; min-width: 0; }
    .panel { break-inside: avoid; }
    .wide { grid-column: 1 / -1; }
    h2:not(:first-child) { margin-top: calc(var(--gap) * 1.5); }
  `];

  #drawn;

  shouldUpdate(changed) {
    return changed.has("theme") || changed.has("grouped") || changed.has("zoom") || changed.has("switches") || !sameLines(this.#drawn, [...this.runs, ...this.pinned]);
  }

  render() {
    this.#drawn = [...this.runs, ...this.pinned];
    const unit = timeUnit(this.runs);
    const sinceStart = `${unit.name} since the run started`;
    const time = field => this.#lines(run => overTime(run, field, unit.millis), {width: 1.5});
    const axis = {xName: sinceStart, axis: "count", zoomAxis: "time", unit: unit.millis, markers: switchMarkers(this.runs, this.switches, run => timeSince(run, unit.millis)), empty: "Not reported yet."};
    return html`
      <section aria-labelledby="stream">
        <h2 id="stream">Over the stream</h2>
        ${this.grouped ? html`<p class="soft small">Line: mean over the seeds of a method. Band: 95 % t interval of this mean at each point by itself; one seed has none.
          A seed counts as far as it has come: a tooltip has n, the number of seeds there.${this.pinned.length > 0 ? " Thin: pinned runs." : ""}</p>` : nothing}
        <div class="grid">${this.#overExamples()}</div>
        <h2>Speed and lag</h2>
        <div class="grid">
          ${this.#chart({heading: "Throughput", note: "Examples learned per second.", ...axis, show: perSecond, lines: time("examplesPerSecond")})}
          ${this.#chart({heading: "Lag", note: "Input records not consumed yet.", ...axis, show: count, lines: time("lag")})}
        </div>
      </section>`;
  }

  #overExamples() {
    const bands = sharedBands(this.runs);
    const markers = switchMarkers(this.runs, this.switches, examplesAt);
    const over = (field, more) => this.#lines(run => overExamples(run, field), more);
    const wholeRun = this.grouped ? [] : over("cumulative", {width: 1.25, opacity: 0.7}).map(line => ({...line, name: `${line.name}, whole run`}));
    return [
      {heading: "Prequential accuracy", note: this.grouped ? "Over the last 1000 predictions." : "Thick: over the last 1000 predictions. Thin: over the whole run.",
        empty: "No predictions yet.", axis: "accuracy", show: percent, lines: [...over("windowed"), ...wholeRun], place: "wide"},
      {heading: "Average accuracy", note: "On the holdouts of all windows so far; changes when a window ends.",
        empty: "Defined when the first window ends.", axis: "accuracy", show: percent, lines: over("averageAccuracy", {step: true})},
      {heading: "Average forgetting", note: "Percentage points lost on past windows since their best accuracy.",
        empty: "Defined when the second window ends.", axis: "points", show: points, lines: over("averageForgetting", {step: true})},
    ].map(chart => this.#chart({xName: "examples", bands, markers, ...chart}));
  }

  /** A line of each run; grouped, a mean with its band for each method, and a thin line of each pinned run. */
  #lines(dataOf, more) {
    if (!this.grouped) return this.runs.map(run => this.#line(run, {data: dataOf(run)}, more));
    return [
      ...groupsOf(this.runs).map(group => this.#line(group, meanLine(group.seeds.map(dataOf)), more)),
      ...this.pinned.map(run => this.#line(run, {data: dataOf(run)}, {...more, width: 1, opacity: 0.8})),
    ];
  }

  #line({label, slot}, values, more) {
    const look = runLook(slot);
    return {name: label, colour: look[this.theme], dash: look.dash, ...values, ...more};
  }

  #chart({heading, note, empty, xName, axis, show, lines, bands = [], markers = [], place = "", zoomAxis = "examples", unit = 1}) {
    // A saved picture has to say by itself what its band is.
    const full = this.grouped ? `${note} Mean over seeds, band: 95 % t interval.` : note;
    return html`
      <div class="panel ${place}">
        <lethe-chart heading=${heading} note=${full} empty=${empty} .xName=${xName} .axis=${axis} .show=${show}
          .zoomAxis=${zoomAxis} .unit=${unit} .zoom=${this.zoom[zoomAxis] ?? null} .lines=${lines} .bands=${bands} .markers=${markers} .theme=${this.theme}></lethe-chart>
      </div>`;
  }
}
customElements.define("lethe-stream", StreamSection);
