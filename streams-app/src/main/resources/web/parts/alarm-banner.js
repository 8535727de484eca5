import {LitElement, html, css, nothing} from "lit";
import {shared} from "../look/shared.js";
import {moment} from "../text/format.js";
import {shortened} from "../text/names.js";

const MAX_LISTED = 3;

/** Banner of a lost server, failed runs and alarms, newest first. */
class AlarmBanner extends LitElement {
  static properties = {runs: {attribute: false}, lostSince: {attribute: false}};

  static styles = [shared, css`
    :host { display: block; }
    .banner { border-left: 5px solid var(--bad); padding: 8px 14px; display: grid; gap: 4px; font-size: .9rem; }
    .banner p, .banner summary { overflow-wrap: anywhere; }
    b { color: var(--bad); font-weight: 650; }
    .lost { border: 2px solid var(--bad); border-left-width: 5px; margin-bottom: 8px; font-weight: 600; }
    summary { cursor: pointer; }
    details p { margin-top: 4px; }
  `];

  render() {
    const alarms = alarmsOf(this.runs);
    return html`
      ${this.lostSince === null ? nothing : html`
        <div class="panel banner lost" role="alert"><p><b>The server has not answered</b> since ${moment(this.lostSince)}. The page shows the last data that it received.</p></div>`}
      ${alarms.length === 0 ? nothing : html`
        <section class="panel banner alarms" role="alert" aria-label="Alarms">
          ${alarms.slice(0, MAX_LISTED).map(line)}
          ${alarms.length <= MAX_LISTED ? nothing : html`
            <details><summary>${alarms.length - MAX_LISTED} more</summary>${alarms.slice(MAX_LISTED).map(line)}</details>`}
        </section>`}`;
  }
}
customElements.define("lethe-alarms", AlarmBanner);

function line({who, title, text, since}) {
  return html`<p title=${title}><b>${who}</b>: ${text} <span class="soft small">since ${moment(since)}</span></p>`;
}

/** One entry for each alarm; runs with the same alarm share it. */
function alarmsOf(runs) {
  const entries = new Map();
  for (const run of runs) {
    const own = run.state === "FAILED" ? [{text: `failed: ${run.reason ?? "no reason was given."}`, since: run.updatedAt}] : [];
    for (const alarm of [...own, ...(run.metrics?.alarms ?? [])]) {
      const entry = entries.get(alarm.text) ?? {text: alarm.text, since: alarm.since, runs: []};
      entries.set(alarm.text, {...entry, since: Math.min(entry.since, alarm.since), runs: [...entry.runs, run.label]});
    }
  }
  return [...entries.values()].sort((a, b) => b.since - a.since).map(({runs: labels, ...entry}) => ({
    ...entry, title: labels.join(", "),
    who: labels.length === 1 ? shortened(labels[0], 32) : `${labels.length} runs`,
  }));
}
