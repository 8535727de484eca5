import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {fields} from "../look/fields.js";
import {runLook} from "../look/palette.js";
import {differenceLine, meanLine, newest} from "../data/bands.js";
import {groupsOf, pairsOf, referenceOf, seedsText} from "../data/groups.js";
import {overExamples, sameLines} from "../data/series.js";
import {count, percent, points, signedPoints} from "../text/format.js";
import {swatch} from "./swatch.js";
import "./chart.js";

const FIELDS = [
  {key: "averageAccuracy", label: "Average accuracy", show: percent, step: true, better: "above 0, the method is better"},
  {key: "averageForgetting", label: "Average forgetting", show: points, step: true, better: "below 0, the method forgets less"},
  {key: "windowed", label: "Prequential, recent", show: percent, step: false, better: "above 0, the method is better"},
  {key: "cumulative", label: "Prequential, overall", show: percent, step: false, better: "above 0, the method is better"},
];

/** Every method with mean and interval over its seeds, and its difference to a reference method. */
class MethodSection extends LitElement {
  static properties = {runs: {attribute: false}, choice: {attribute: false}, theme: {attribute: false}};

  static styles = [shared, fields, css`
    .head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 24px; margin-bottom: 8px; }
    .head > * { min-width: 0; max-width: 100%; }
    .head p { max-width: 82ch; }
    form { display: flex; flex-wrap: wrap; gap: 4px 16px; }
    label { white-space: nowrap; }
    .parts { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
    table { width: 100%; font-size: .8125rem; }
    th, td { padding: 5px 9px; text-align: right; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
    thead th { font-weight: 560; color: var(--ink-soft); vertical-align: bottom; white-space: normal; line-height: 1.25; }
    tbody tr:last-child > * { border-bottom: 0; }
    th:first-child { text-align: left; position: sticky; left: 0; background: var(--panel); }
    tbody th > span { display: flex; align-items: center; gap: 7px; min-width: 7.5rem; max-width: 24rem; white-space: normal; overflow-wrap: anywhere; text-align: left; }
    td b { font-weight: 600; display: block; }
    .chart { padding: 14px 16px; }
    .scroll { min-width: 0; }
    @media print { form { display: none; } }
  `];

  #drawn;

  shouldUpdate(changed) {
    return changed.has("theme") || changed.has("choice") || !sameLines(this.#drawn, this.runs);
  }

  render() {
    this.#drawn = this.runs;
    const groups = groupsOf(this.runs);
    const reference = referenceOf(groups, this.choice.reference);
    const measured = FIELDS.filter(field => this.runs.some(run => run.history.some(point => typeof point[field.key] === "number")));
    const field = measured.find(({key}) => key === this.choice.metric) ?? measured[0] ?? FIELDS[0];
    const compared = groups.filter(group => group !== reference).map(group => ({group, line: this.#difference(group, reference, field)}));
    return html`
      <section aria-labelledby="methods">
        <div class="head">
          <div><h2 id="methods">Methods over their seeds</h2>
            <p class="soft small">Runs that differ in their seed only are one method. Each number is a mean over seeds, with the 95 % t interval of this mean.
              Differences are paired: each seed is compared with the same seed of the reference.</p></div>
          ${groups.length > 1 ? this.#choices(groups, reference, measured, field) : nothing}
        </div>
        <div class="parts">
          ${this.#table(groups, reference, measured, field, new Map(compared.map(({group, line}) => [group, line])))}
          ${compared.length > 0 ? this.#chart(compared, reference, field) : nothing}
        </div>
      </section>`;
  }

  #choices(groups, reference, measured, field) {
    return html`
      <form @submit=${event => event.preventDefault()}>
        <label>Reference <select class="reference" @change=${event => this.#change({reference: event.target.value})}>
          ${groups.map(group => html`<option value=${group.runs[0].run} ?selected=${group === reference}>${group.label}</option>`)}</select></label>
        <label>Difference in <select class="metric" @change=${event => this.#change({metric: event.target.value})}>
          ${measured.map(({key, label}) => html`<option value=${key} ?selected=${key === field.key}>${label}</option>`)}</select></label>
      </form>`;
  }

  #table(groups, reference, measured, field, differences) {
    const lines = groups.map(group => measured.map(({key}) => newest(meanLine(group.seeds.map(run => overExamples(run, key))))));
    const latest = Math.max(0, ...lines.flat().map(point => point?.x ?? 0));
    return html`
      <div class="panel scroll" role="region" aria-label="Methods, table" tabindex="0">
        <table>
          <thead><tr><th scope="col">Method</th><th scope="col">Seeds</th>${measured.map(({label}) => html`<th scope="col">${label}</th>`)}
            ${groups.length > 1 ? html`<th scope="col">Difference in ${field.label.toLowerCase()}</th>` : nothing}</tr></thead>
          <tbody>${groups.map((group, i) => html`
            <tr>
              <th scope="row"><span>${swatch(group)}<span title=${group.runs[0].method}>${group.label}</span></span></th>
              <td title=${older(group)}>${seedsText(group)}</td>
              ${measured.map(({key, show}, j) => html`<td data-metric=${key}>${estimate(lines[i][j], show, group.seeds.length, latest)}</td>`)}
              ${groups.length > 1 ? html`<td class="difference">${group === reference ? html`<span class="soft">reference</span>`
                : difference(differences.get(group))}</td>` : nothing}
            </tr>`)}
          </tbody>
        </table>
      </div>`;
  }

  #chart(compared, reference, field) {
    const few = compared.filter(({line}) => line.pairs < 2).map(({group, line}) => `${group.label}: too few seeds (${pairs(line.pairs)})`);
    const note = `${field.label}, method less reference; ${field.better}. Band: 95 % t interval of the mean difference over pairs of seeds, at each point by itself. `
      + `${few.length > 0 ? `An interval needs 2 pairs. ${few.join(". ")}. ` : ""}It is no test: ./lethe compare makes one.`;
    return html`
      <div class="panel chart"><lethe-chart heading=${`Difference to ${reference.label}`} note=${note} empty="No seed that both methods have was measured yet."
        .xName=${"examples"} .axis=${"difference"} .show=${signedPoints} .counted=${"pairs"} .zoom=${this.choice.zoom.examples ?? null} .theme=${this.theme}
        .lines=${compared.map(({group, line}) => this.#line(group, line, field))}></lethe-chart></div>`;
  }

  #difference(group, reference, {key}) {
    const found = pairsOf(group, reference);
    return {...differenceLine(found.map(pair => pair.map(run => overExamples(run, key)))), pairs: found.length};
  }

  #line(group, {data, band}, {step}) {
    const look = runLook(group.slot);
    return {name: group.label, colour: look[this.theme], dash: look.dash, step, data, band};
  }

  #change(detail) {
    this.dispatchEvent(new CustomEvent("change-view", {detail, bubbles: true, composed: true}));
  }
}
customElements.define("lethe-methods", MethodSection);

/** Mean and interval; n if not all seeds are in it, and the place if other methods have come farther. */
function estimate(point, show, seeds, latest) {
  if (!point) return "–";
  const place = point.x < 0.98 * latest ? ` at ${count(point.x)}` : "";
  const some = point.n < seeds ? `n = ${point.n}` : "";
  return html`<b>${show(point.mean)}</b><span class="soft">${[point.n < 2 ? "" : range(point, show), some + place].filter(Boolean).join(", ")}</span>`;
}

function difference(line) {
  const point = newest(line);
  if (!point) return html`<span class="soft">${line.pairs === 0 ? "no common seed" : "not measured yet"}</span>`;
  return html`<b>${signedPoints(point.mean)}</b><span class="soft">${point.n < 2 ? `too few seeds (${pairs(point.n)})` : `${range(point, signedPoints)}, ${pairs(point.n)}`}</span>`;
}

/** "90.3 to 93.9 %": the unit once. */
function range({low, high}, show) {
  return `${show(low).replace(/[\s\u202f](%|points)$/, "")} to ${show(high)}`;
}

function pairs(n) {
  return n === 1 ? "1 pair" : `${n} pairs`;
}

function older({older: replaced}) {
  return replaced === 0 ? nothing : `Of runs with the same seed the newest counts; ${replaced} older ${replaced === 1 ? "one is" : "ones are"} left out.`;
}
