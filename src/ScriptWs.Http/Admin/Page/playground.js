// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// A client of the server to play with.

import { at, line } from "./elements.js";
import { tryTo } from "./server.js";

/** @param {any} what */
export function played(what) {
  const told = { open: `connected${what.subprotocol ? ` (${what.subprotocol})` : ""}`, closed: `closed with ${what.code ?? 1006} ${what.reason ?? ""}` }[/** @type {"open"} */ (what.kind)];
  line(at("talk"), new Date(), told ? "" : `← ${what.kind}`, told ?? what.text + (what.cut ? " …" : ""));
}

at("open").onsubmit = (/** @type {Event} */ event) => {
  event.preventDefault();
  tryTo("playground", { what: "open", path: at("path").value, subprotocol: at("subprotocol").value });
};
at("leave").onclick = () => tryTo("playground", { what: "close" });
at("say").onsubmit = async (/** @type {Event} */ event) => {
  event.preventDefault();
  const text = at("text").value;
  if (await tryTo("playground", { what: "send", text })) {
    line(at("talk"), new Date(), "→", text);
    at("text").value = "";
  }
};
