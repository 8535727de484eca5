import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {runLook} from "../look/palette.js";
import {METRICS, SCORECARD, explanation, metric, isMeasured, otherHealth, otherScorecard, shown} from "../text/metrics.js";
import {count, figure, moment} from "../text/format.js";
import {swatch} from "./swatch.js";
import {runState, runStateStyles} from "./run-state.js";

const LEADING = ["averageAccuracy", "averageForgetting"].map(metric);
const OTHERS = METRICS.filter(m => !LEADING.includes(m) && m.key !== "cumulative");
const isShown = (m, run) => isMeasured(m, run) || LEADING.includes(m);

/** One run: its settings, state and metrics. */
class RunCard extends LitElement {
  static properties = {run: {attribute: false}};

  static styles = [shared, runStateStyles, css`
    :host { display: block; container-type: inline-size; min-width: 0; }
    article.panel { padding: 14px 16px; border-top: 4px solid var(--run); display: grid; gap: 12px; grid-template-columns: minmax(0, 1fr); }
    .title { display: flex; align-items: center; gap: 8px; }
    .title h3 { flex: 1; font-size: 1rem; }
    .method { overflow-wrap: anywhere; font-size: .8125rem; margin-top: 4px; }
    .lead { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
    .lead dd { font-size: 1.6rem; font-weight: 640; line-height: 1.2; letter-spacing: -.02em; white-space: nowrap; font-variant-numeric: tabular-nums; }
    dt { color: var(--ink-soft); font-size: .8125rem; }
    dt[title] { text-decoration: underline dotted var(--ink-soft); text-underline-offset: 3px; cursor: help; }
    .rest { display: grid; grid-template-columns: repeat(auto-fill, minmax(128px, 1fr)); gap: 8px 14px; border-top: 1px solid var(--line); padding-top: 12px; }
    .rest dd, .more dd { font-variant-numeric: tabular-nums; font-weight: 560; overflow-wrap: anywhere; }
    @container (max-width: 340px) { .lead dd { font-size: 1.35rem; } }
    .scorecard { border-top: 1px solid var(--line); padding-top: 12px; display: grid; gap: 8px; }
    .scorecard h4 { font-size: .8125rem; margin: 0; }
    .scorecard dl { display: grid; gap: 6px; }
    .scorecard dl > div { display: flex; justify-content: space-between; gap: 14px; }
    .scorecard dt span { display: inline-block; width: 100%; }
    .scorecard dd { font-variant-numeric: tabular-nums; font-weight: 560; white-space: nowrap; }
    .reason { color: var(--bad); font-size: .875rem; overflow-wrap: anywhere; border-left: 3px solid currentColor; padding-left: 9px; }
    .note { font-size: .875rem; background: var(--sunken); border-radius: 6px; padding: 7px 10px; }
    summary { cursor: pointer; font-size: .8125rem; color: var(--ink-soft); }
    .more { display: grid; grid-template-columns: minmax(0, auto) minmax(0, 1fr); gap: 3px 14px; margin-top: 8px; font-size: .8125rem; }
    .more dt { overflow-wrap: anywhere; font-family: var(--mono); font-size: .76rem; }
  `];

  render() {
    const run = this.run;
    return html`
      <article class="panel" aria-labelledby="name" .style=${`--run:${runLook(run.slot).css}`}>
        <div>
          <div class="title">${swatch(run)}<h3 id="name" title=${run.run}>${run.label}</h3>${runState(run)}</div>
          <p class="method mono">${run.method}</p>
          ${forkedFrom(run)}
          <p class="soft small">${run.model}, seed ${run.seed}, batches of ${run.batchSize}, windows by ${run.windowRule}${ended(run.metrics)}</p>
        </div>
        ${run.state === "FAILED" ? html`<p class="reason">Failed: ${run.reason ?? "no reason was given."}</p>` : nothing}
        <dl class="lead">${LEADING.map(m => this.#pair(m))}</dl>
        ${this.#note()}
        <dl class="rest">${OTHERS.filter(m => isShown(m, run)).map(m => this.#pair(m))}</dl>
        ${this.#scorecard()}
        ${this.#details()}
      </article>`;
  }

  /** The newest scorecard, if the run has one. */
  #scorecard() {
    if (!hasScorecard(this.run)) return nothing;
    const defined = SCORECARD.filter(m => (m.value(this.run) ?? null) !== null);
    if (defined.length === 0) return nothing;
    const compared = defined.some(m => m.key !== "stability");
    return html`
      <section class="scorecard" aria-labelledby="scorecard">
        <h4 id="scorecard">Scorecard of the newest window that has ended</h4>
        <dl>${defined.map(m => html`
          <div data-metric=${m.key}>
            <dt title=${explanation(m)}>${m.label}<span class="small">${m.line}</span></dt><dd>${m.show(m.value(this.run))}</dd>
          </div>`)}
        </dl>
        ${compared ? nothing : html`<p class="soft small">Plasticity and gap are measured with <code>--scorecard full</code>.</p>`}
      </section>`;
  }

  #pair(m) {
    return html`<div data-metric=${m.key}><dt title=${explanation(m)}>${m.label}</dt><dd>${shown(m, this.run)}</dd></div>`;
  }

  /** Reason for missing metrics, if any are missing. */
  #note() {
    const metrics = this.run.metrics;
    const words = !metrics || metrics.examples === 0 ? "No predictions yet: this run waits for examples."
      : metrics.windowsClosed === 0 ? `${count(metrics.examples)} predictions, no finished window yet: accuracy and forgetting appear when windows end.`
        : metrics.windowsClosed === 1 ? "1 window has ended. Forgetting is defined from the second on."
          : null;
    return words ? html`<p class="note">${words}</p>` : nothing;
  }

  /** Health metrics show the effect of each part of the method; settings are the run's provenance. */
  #details() {
    const {metrics, settings, history, startedAt} = this.run;
    const others = [...otherHealth(this.run), ...(hasScorecard(this.run) ? otherScorecard(this.run) : [])].sort(byName);
    return html`
      <details>
        <summary>More metrics and settings</summary>
        <dl class="more">
          <dt>started</dt><dd>${moment(startedAt)}</dd>
          <dt>last metrics</dt><dd>${moment(history.at(-1)?.at)}</dd>
          <dt>scored</dt><dd>${count(metrics?.scored)}</dd>
          <dt>step</dt><dd>${count(metrics?.step)}</dd>
          ${others.map(([name, value]) => html`<dt>${name}</dt><dd>${figure(value)}</dd>`)}
          ${Object.entries(settings ?? {}).sort(byName).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
        </dl>
      </details>`;
  }
}
customElements.define("lethe-run-card", RunCard);

/** A run that continues without scorecards still has its last one. */
function hasScorecard(run) {
  return run.settings?.scorecard !== "off";
}

/** A fork has the curves of its parent up to the moment that it was made from. */
function forkedFrom(run) {
  const from = run.settings?.["forked.from"];
  return from ? html`<p class="small">Forked from <span class="mono">${from}</span></p>` : nothing;
}

function ended(metrics) {
  return metrics && metrics.windowsClosed > 1 ? `, ${count(metrics.windowsClosed)} ended` : "";
}

function byName([a], [b]) {
  return a.localeCompare(b);
}
