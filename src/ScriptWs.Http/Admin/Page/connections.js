// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The connections, a page of them, and what can be done to one.

import { act, at, cell, element, notice, rows } from "./elements.js";
import { ask, tryTo } from "./server.js";
import { short, size, whole } from "./words.js";

let page = 0, pages = 1;

export async function showConnections() {
  const question = { search: at("search").value, sort: at("sort").value, node: at("node").value, page };
  const found = await ask("connections", question).catch(() => undefined);
  if (!found) return;
  showNodes(found.nodes);
  pages = Math.max(1, found.pages);
  page = Math.min(page, pages - 1);
  at("found").textContent = `${whole(found.matching)} of ${whole(found.total)}` + (pages > 1 ? `, page ${page + 1} of ${pages}` : "")
    + (found.missing.length > 0 ? `; no answer from ${found.missing.join(", ")}` : "");
  at("previous").hidden = at("next").hidden = pages === 1;
  at("previous").disabled = page === 0;
  at("next").disabled = page >= pages - 1;
  // A button that has the focus stays as it is.
  if (at("rows").contains(document.activeElement)) return;
  rows("rows", [...found.rows.map(here), ...(found.elsewhere ? [elsewhere(found.elsewhere)] : [])]);
}

/** The nodes to choose from. One that has left stays until another is chosen. @param {{ id: string, name: string }[]} nodes */
function showNodes(nodes) {
  const choice = at("node");
  at("of-node").hidden = nodes.length < 2 && choice.value === "";
  const shown = [...choice.options].slice(1).map((option) => option.value).join();
  if (shown === nodes.map((node) => node.id).join() || document.activeElement === choice) return;
  const chosen = choice.selectedOptions[0];
  const options = nodes.map((node) => {
    const option = element("option", node.name);
    option.setAttribute("value", node.id);
    return option;
  });
  const isGone = chosen.value !== "" && !nodes.some((node) => node.id === chosen.value);
  choice.replaceChildren(choice.options[0], ...options, ...(isGone ? [chosen] : []));
  choice.value = chosen.value;
}

/** @param {any} one a connection that its node has listed */
function here(one) {
  const topics = one.topics.join(", ") + (one.moreTopics ? ` and ${one.moreTopics} more` : "");
  const id = cell(short(one.id), "id");
  id.title = one.id;
  return [
    cell(one.node ? `${one.address} on ${one.node}` : one.address), cell(one.user ?? ""),
    cell(one.path + (one.subprotocol ? ` (${one.subprotocol})` : "")), cell(topics, "topics"),
    cell(one.latency === null ? "" : `${one.latency} ms`, "number"),
    ...[one.buffered, one.received, one.sent].map((bytes) => cell(size(bytes), "number")),
    id, acts(one),
  ];
}

/** @param {any} one a connection of another node, of which only the id is known @returns {HTMLElement[]} */
function elsewhere(one) {
  const id = cell(short(one.id), "id");
  id.title = one.id;
  return [cell(`on ${one.node}`), ...["", "", "", "", "", "", ""].map((text) => cell(text)), id, acts({ ...one, address: one.node })];
}

/** @param {any} one */
function acts(one) {
  const result = cell("", "acts");
  result.append(act("Message", `Send a message to ${one.id}`, () => compose(one)), " ", act("Close", `Close ${one.id}`, () => closeOne(one)));
  return result;
}

/** @param {any} one */
async function closeOne(one) {
  if (await tryTo("close", { connection: one.id, reason: "closed by an administrator" })) notice(`${short(one.id)} is closed.`);
  /** @type {HTMLElement} */ (document.activeElement)?.blur();
  showConnections();
}

/** @param {any} one */
function compose(one) {
  const dialog = at("message");
  at("message-to").textContent = `To ${one.user ?? one.address}, ${one.id}`;
  dialog.returnValue = "";
  dialog.onclose = async () => {
    if (dialog.returnValue === "send" && (await tryTo("send", { connection: one.id, text: at("message-text").value }))) notice("It is sent.");
  };
  dialog.showModal();
}

at("find").onsubmit = (/** @type {Event} */ event) => event.preventDefault();
at("search").oninput = at("sort").onchange = at("node").onchange = () => { page = 0; showConnections(); };
at("previous").onclick = () => { page--; showConnections(); };
at("next").onclick = () => { page++; showConnections(); };
