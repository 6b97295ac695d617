// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The log's last lines.

import { at, entry, following } from "./elements.js";

const MAX_LINES = 500;
const LEVELS = ["trace", "debug", "information", "warning", "error", "critical"];

/** @type {any[]} */
let lines = [];

/** @param {any[]} more */
export function addLog(more) {
  lines = [...lines.filter((line) => line.number < more[0]?.number), ...more].slice(-MAX_LINES);
  showLog();
}

function showLog() {
  if (at("log").hidden) return;
  const least = LEVELS.indexOf(at("level").value), wanted = at("log-search").value.toLowerCase();
  const list = at("log-lines"), follow = following(list);
  list.replaceChildren(...lines
    .filter((one) => LEVELS.indexOf(one.level) >= least && `${one.category} ${one.text}`.toLowerCase().includes(wanted))
    .map((one) => entry(one.time, one.category, one.text, one.level)));
  follow();
}

at("level").onchange = at("log-search").oninput = showLog;
