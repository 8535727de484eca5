import {LitElement, html, css} from "lit";
import {shared} from "../look/shared.js";
import {runLook} from "../look/palette.js";
import {overExamples, overTime, sameLines, sharedBands, timeUnit} from "../data/series.js";
import {count, percent, perSecond, points} from "../text/format.js";
import "./chart.js";

/** The charts that compare runs. */
class StreamSection extends LitElement {
  static properties = {runs: {attribute: false}, theme: {attribute: false}};

  static styles = [shared, css`
    .grid { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); margin-top: 10px; }
    .panel { padding: 14px 16px; min-width: 0; }
    .panel { break-inside: avoid; }
    .wide { grid-column: 1 / -1; }
    h2:not(:first-child) { margin-top: calc(var(--gap) * 1.5); }
  `];

  #drawn;

  shouldUpdate(changed) {
    return changed.has("theme") || !sameLines(this.#drawn, this.runs);
  }

  render() {
    this.#drawn = this.runs;
    const unit = timeUnit(this.runs);
    const sinceStart = `${unit.name} since the run started`;
    const time = field => this.runs.map(run => this.#line(run, overTime(run, field, unit.millis), {width: 1.5}));
    return html`
      <section aria-labelledby="stream">
        <h2 id="stream">Over the stream</h2>
        <div class="grid">${this.#overExamples()}</div>
        <h2>Speed and lag</h2>
        <div class="grid">
          ${this.#chart({heading: "Throughput", note: "Examples learned per second.", empty: "Not reported yet.",
            xName: sinceStart, axis: "count", show: perSecond, lines: time("examplesPerSecond")})}
          ${this.#chart({heading: "Lag", note: "Input records not consumed yet.", empty: "Not reported yet.",
            xName: sinceStart, axis: "count", show: count, lines: time("lag")})}
        </div>
      </section>`;
  }

  #overExamples() {
    const bands = sharedBands(this.runs);
    const over = (field, more) => this.runs.map(run => this.#line(run, overExamples(run, field), more));
    const wholeRun = over("cumulative", {width: 1.25, opacity: 0.7}).map(line => ({...line, name: `${line.name}, whole run`}));
    return [
      {heading: "Prequential accuracy", note: "Thick: over the last 1000 predictions. Thin: over the whole run.",
        empty: "No predictions yet.", axis: "accuracy", show: percent, lines: [...over("windowed"), ...wholeRun], place: "wide"},
      {heading: "Average accuracy", note: "On the holdouts of all windows so far; changes when a window ends.",
        empty: "Defined when the first window ends.", axis: "accuracy", show: percent, lines: over("averageAccuracy", {step: true})},
      {heading: "Average forgetting", note: "Percentage points lost on past windows since their best accuracy.",
        empty: "Defined when the second window ends.", axis: "points", show: points, lines: over("averageForgetting", {step: true})},
    ].map(chart => this.#chart({xName: "examples", bands, ...chart}));
  }

  #line(run, data, more) {
    const look = runLook(run.slot);
    return {name: run.label, colour: look[this.theme], dash: look.dash, data, ...more};
  }

  #chart({heading, note, empty, xName, axis, show, lines, bands = [], place = ""}) {
    return html`
      <div class="panel ${place}">
        <lethe-chart heading=${heading} note=${note} empty=${empty} .xName=${xName} .axis=${axis} .show=${show}
          .lines=${lines} .bands=${bands} .theme=${this.theme}></lethe-chart>
      </div>`;
  }
}
customElements.define("lethe-stream", StreamSection);
