// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The jobs of all scripts: when they run next, and how the last run went.

import { cell, rows } from "./elements.js";
import { when, whole } from "./words.js";

const SHOWN = { succeeded: "good", failed: "bad" };

/** @param {any} state */
export function showJobs(state) {
  rows("job-rows", state.jobs.map((/** @type {any} */ one) => [
    cell(one.name), cell(`${one.endpoint} (${one.script})`), cell(one.schedule), cell(when(one.next)), cell(when(one.last)), result(one),
  ]));
}

/** @param {any} one */
function result(one) {
  if (one.isRunning) return cell("running");
  if (!one.result) return cell("");
  return cell(`${one.result} in ${whole(one.milliseconds)} ms`, SHOWN[/** @type {"failed"} */ (one.result)]);
}
