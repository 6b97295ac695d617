// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The scripts: which generations are live, and another one.

import { at, cell, element, rows } from "./elements.js";
import { tryTo } from "./server.js";
import { whole } from "./words.js";

/** @param {any} state */
export function showScripts(state) {
  rows("script-rows", state.scripts.map((/** @type {any} */ one) => [cell(one.path), cell(one.endpoint), cell(whole(one.generation), "number"), cell(whole(one.workers), "number")]));
}

/** @param {string} question */
async function change(question) {
  at("outcome").replaceChildren();
  const results = await tryTo(question);
  if (!results) return;
  at("outcome").replaceChildren(...results.map((/** @type {any} */ one) => {
    const told = element("div");
    told.className = `outcome ${one.problem ? "refused" : ""}`;
    told.append(element("p", one.problem
      ? `${one.script} was refused; generation ${one.generation} goes on. ${one.problem}`
      : `${one.script}: ${{ live: "live", unchanged: "unchanged", rolledback: "back again", undone: "live again" }[/** @type {"live"} */ (one.outcome)]}, generation ${one.generation} (${one.milliseconds} ms)`));
    if (one.source.length) told.append(excerpt(one));
    return told;
  }));
  if (results.length === 0) at("outcome").append(element("p", "There is nothing to reload."));
}

/** Long lines are scrolled to, by keys too. @param {any} one */
function excerpt(one) {
  const lines = element("pre", one.source.join("\n"));
  lines.tabIndex = 0;
  lines.setAttribute("role", "group");
  lines.setAttribute("aria-label", `Where ${one.script} fails`);
  return lines;
}

at("reload").onclick = () => change("reload");
at("rollback").onclick = () => change("rollback");
