import {svg, html} from "lit";
import {runLook} from "../look/palette.js";

const DASHARRAY = {solid: "none", dashed: "6 4", dotted: "1 4"};

/** A piece of the run's line, with its colour and dash, as in every chart. */
export function swatch(run) {
  const {css, dash} = runLook(run.slot);
  const line = svg`<line x1="2" y1="5" x2="20" y2="5" stroke="currentColor" stroke-width="4"
    stroke-linecap="${dash === "dotted" ? "round" : "butt"}" stroke-dasharray=${DASHARRAY[dash]}></line>`;
  return html`<svg class="swatch" width="22" height="10" viewBox="0 0 22 10" aria-hidden="true" .style=${`color:${css};flex:none`}>${line}</svg>`;
}
