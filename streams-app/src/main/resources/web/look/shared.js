/* Styles shared by components. */
import {css} from "lit";

export const shared = css`
  *, *::before, *::after { box-sizing: border-box; }
  h2, h3, p, figure, dl, dd { margin: 0; }
  h2 { font-size: 1.125rem; font-weight: 650; line-height: 1.3; }
  h3 { font-size: .95rem; font-weight: 650; line-height: 1.35; overflow-wrap: anywhere; }
  .soft { color: var(--ink-soft); }
  .small { font-size: .8125rem; }
  code, .mono { font-family: var(--mono); font-size: .92em; }
  .panel { background: var(--panel); border: 1px solid var(--line); border-radius: var(--radius); }
  button {
    font: inherit; font-size: .8125rem; color: var(--ink); background: var(--panel);
    border: 1px solid var(--line); border-radius: 999px; padding: 3px 11px; min-height: 28px; cursor: pointer;
  }
  button:hover { border-color: var(--ink-soft); }
  button[aria-pressed="true"] { background: var(--sunken); border-color: var(--ink-soft); }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
  .scroll { overflow: auto; max-width: 100%; }
  @media print { .scroll { overflow: visible; } h2, h3, .head { break-after: avoid; } figure { break-inside: avoid; } }
  .hidden {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;
