// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The keys of server.storage, a page of them. The server sends no values.

import { at, cell, rows } from "./elements.js";
import { tryTo } from "./server.js";
import { size, when, whole } from "./words.js";

/** The figures, which come by themselves. @param {any} state */
export function showStorage({ storage }) {
  at("storage-figures").textContent = storage
    ? `${storage.backend}: ${whole(storage.keys)} keys, ${size(storage.size)}; ${whole(storage.waiting)} operations wait`
    : "The storage is closed.";
}

/** The keys are read when they are asked for: a storage can be large. @param {string} [move] */
export async function showKeys(move = "") {
  const found = await tryTo("storage", { prefix: at("prefix").value, move });
  if (!found) return;
  rows("key-rows", found.keys.map((/** @type {any} */ one) => [
    cell(one.key), cell(size(one.size), "number"), cell(one.endpoint), cell(whole(one.version), "number"), cell(when(one.expiresAt)),
  ]));
  at("key-page").textContent = found.page > 1 || found.hasNext ? `page ${whole(found.page)}` : "";
  at("keys-previous").hidden = at("keys-next").hidden = found.page === 1 && !found.hasNext;
  at("keys-previous").disabled = found.page === 1;
  at("keys-next").disabled = !found.hasNext;
}

at("keys").onsubmit = (/** @type {Event} */ event) => { event.preventDefault(); showKeys(); };
at("keys-previous").onclick = () => showKeys("previous");
at("keys-next").onclick = () => showKeys("next");
