// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// Topics and settings: tables that are asked for and shown.

import { at, cell, rows } from "./elements.js";
import { ask } from "./server.js";
import { whole } from "./words.js";

export async function showTopics() {
  const found = await ask("topics").catch(() => undefined);
  if (!found) return;
  at("topic-count").textContent = found.total > found.topics.length ? `The ${found.topics.length} largest of ${whole(found.total)}.` : `${whole(found.total)} in all.`;
  rows("topic-rows", found.topics.map((/** @type {any} */ one) => [cell(one.name), cell(whole(one.subscribers), "number")]));
}

export async function showConfiguration() {
  const wanted = at("key").value.toLowerCase();
  const settings = await ask("configuration").catch(() => []);
  rows("settings", settings.filter((/** @type {string[]} */ [key, value]) => `${key} ${value}`.toLowerCase().includes(wanted)).map((/** @type {string[]} */ [key, value]) => [cell(key), cell(value)]));
}

at("key").oninput = showConfiguration;
