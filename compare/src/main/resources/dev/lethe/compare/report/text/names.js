/* Names of windows and methods, as the reader knows them. */

/** Names by window number: the task, with the number if several windows have that task, otherwise "window 7". */
function windowNames(windows) {
  const times = new Map();
  windows.forEach(({task}) => times.set(task, (times.get(task) ?? 0) + 1));
  const names = new Map(windows.map(({window, task}) =>
    [window, task === null ? `window ${window}` : times.get(task) > 1 ? `${task} #${window}` : task]));
  return window => names.get(window) ?? `window ${window}`;
}

/** Shortens a text in the middle, because names often differ at the end. */
function shortened(text, max) {
  if (text.length <= max) return text;
  const head = Math.ceil((max - 1) * 0.6);
  return `${text.slice(0, head)}…${text.slice(text.length - (max - 1 - head))}`;
}
