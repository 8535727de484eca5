/* Styles of form fields. */
import {css} from "lit";

export const fields = css`
  input, select { font: inherit; font-size: .8125rem; color: var(--ink); accent-color: var(--accent); }
  input[type="search"], select { background: var(--panel); border: 1px solid var(--ink-soft); border-radius: 7px; padding: 3px 8px; min-height: 30px; max-width: 100%; }
  ::placeholder { color: var(--ink-soft); opacity: 1; }
  select { flex: 0 1 auto; min-width: 0; text-overflow: ellipsis; }
  label { display: inline-flex; align-items: center; gap: 6px; font-size: .8125rem; min-height: 30px; max-width: 100%; }
`;
