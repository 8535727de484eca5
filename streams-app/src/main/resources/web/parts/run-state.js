import {css, html, nothing} from "lit";
import {moment, time} from "../text/format.js";

const WORDS = {LIVE: "live", RECOVERING: "recovering", PAUSED: "paused", STOPPED: "stopped", FAILED: "failed"};

export const runStateStyles = css`
  .run-state { display: inline-flex; align-items: center; gap: 5px; font-size: .75rem; font-weight: 600; border-radius: 999px; padding: 1px 9px; border: 1px solid var(--line); color: var(--ink-soft); white-space: nowrap; }
  .run-state.LIVE { color: var(--good); border-color: currentColor; }
  .run-state.idle { border-style: dashed; }
  .run-state.stale { color: var(--warn); border-color: currentColor; border-style: dashed; }
  .run-state.PAUSED { color: var(--warn); border-color: currentColor; border-style: dashed; }
  .run-state.RECOVERING { color: var(--warn); border-color: currentColor; }
  .run-state.served { color: var(--accent); border-color: currentColor; margin-left: 4px; }
  .run-state.FAILED { color: var(--bad); border-color: currentColor; }
`;

/** The state of a run as a badge, and another one if its predictions are served. */
export function runState(run) {
  return html`${state(run)}${run.served ? html`<span class="run-state served" title="The predictions of this run are on the topic served">served</span>` : nothing}`;
}

function state(run) {
  if (run.quiet) {
    const what = run.quiet.kind === "idle" ? "idle" : "no news";
    return html`<span class="run-state ${run.quiet.kind}" title=${`The last record came on ${moment(run.quiet.since)}`}>${what} since ${time(run.quiet.since)}</span>`;
  }
  return html`<span class="run-state ${run.state in WORDS ? run.state : ""}">${WORDS[run.state] ?? run.state}</span>`;
}
