import {LitElement, html, css} from "lit";
import {shared} from "../look/shared.js";
import {ageColour} from "../look/palette.js";
import {holdoutLines, sameLine, sampled, windowBands} from "../data/series.js";
import {percent} from "../text/format.js";
import "./chart.js";

const MAX_POINTS = 12000;
const FEW = 8;

/** Accuracy on the holdout of each window of one run, over its examples. */
class PastWindows extends LitElement {
  static properties = {run: {attribute: false}, zoom: {attribute: false}, theme: {attribute: false}};

  static styles = [shared, css`lethe-chart { --chart-height: 220px; }`];

  #drawn;

  shouldUpdate(changed) {
    return changed.has("theme") || changed.has("zoom") || !sameLine(this.#drawn, this.run);
  }

  render() {
    this.#drawn = this.run;
    const lines = holdoutLines(this.run);
    const colour = i => ageColour(this.theme, i, lines.length);
    const place = new Map(lines.map((line, i) => [line.window, i]));
    const few = lines.length <= FEW;
    return html`<lethe-chart
      heading="Accuracy of each window over time"
      note=${few ? "Each line has the colour of its window, named above the chart." : "The line colour shows the age of the window, from oldest (dark or cool) to newest (warm)."}
      empty="No evaluation yet."
      .axis=${"accuracy"} .xName=${"examples"} .show=${percent} .theme=${this.theme} .zoom=${this.zoom ?? null}
      .lines=${sampled(lines, MAX_POINTS).map((line, i) => ({name: line.name, colour: colour(i), data: line.data, width: few ? 2 : 1.25}))}
      .bands=${windowBands(this.run).map(band => ({...band, colour: colour(place.get(band.window) ?? 0)}))}></lethe-chart>`;
  }
}
customElements.define("lethe-past-windows", PastWindows);
