// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The overview: figures, charts, what happened.

import { chart } from "./charts.js";
import { at, cell, element, entry, rows } from "./elements.js";
import { size, span, whole } from "./words.js";

const charts = [
  chart("Connections", [{ name: "", of: (s) => s.active }], whole),
  chart("Messages per second", [{ name: "in", of: (s) => s.received }, { name: "out", of: (s) => s.sent }], whole),
  chart("Traffic per second", [{ name: "in", of: (s) => s.bytesReceived }, { name: "out", of: (s) => s.bytesSent }], size),
  chart("Processors in use", [{ name: "", of: (s) => s.processor }], (value) => value.toFixed(2)),
  chart("Memory", [{ name: "", of: (s) => s.memory }], size),
];
at("charts").append(...charts.map((one) => one.figure));

/** @param {any} state @param {any[]} samples */
export function showOverview(state, samples) {
  const { totals } = state;
  facts([
    ["Status", state.cause ? `${state.status}: ${state.cause}` : state.status, state.status === "running" ? "good" : "bad"],
    ["Connections", whole(state.open)],
    ["Opened / closed", `${whole(totals.opened)} / ${whole(totals.closed)}`],
    ["Messages in / out", `${whole(totals.received)} / ${whole(totals.sent)}`],
    ["Waiting for clients", size(totals.buffered)],
    ["Waiting for scripts", whole(totals.waiting)],
    ["Dropped messages", whole(totals.dropped), totals.dropped ? "warn" : ""],
    ["Script failures", whole(totals.failures), totals.failures ? "warn" : ""],
    ["Unanswered Pings", whole(totals.heartbeatTimeouts), totals.heartbeatTimeouts ? "warn" : ""],
    ["Listener faults", whole(totals.listenerFaults), totals.listenerFaults ? "warn" : ""],
    ["Heartbeat", state.heartbeat, "small"],
    ...cluster(state.cluster),
    ["Up for", span(state.uptime)],
    ["Threads", whole(totals.threads)],
    ["Storage", state.storage ? `${state.storage.backend}: ${whole(state.storage.keys)} keys, ${size(state.storage.size)}` : "closed", "small"],
    ["Addresses", state.addresses.join(" "), "small"],
  ]);
  nodes(state.cluster);
  for (const one of charts) one.draw(samples);
  at("events").replaceChildren(...state.events.toReversed().map((/** @type {any} */ one) => entry(one.time, one.kind, one.text)));
}

/** @param {any} cluster this server in its cluster, if it is in one @returns {string[][]} name, value, class */
function cluster(cluster) {
  if (!cluster) return [];
  return [
    ["Broker", cluster.problem ? `${cluster.broker}: ${cluster.problem}` : cluster.broker, `small ${cluster.problem ? "bad" : "good"}`],
    ["Nodes", whole(cluster.nodes.length)],
  ];
}

/** Scripts and versions that are not those of this server, the first node, are marked. @param {any} cluster */
function nodes(cluster) {
  at("cluster").hidden = !cluster;
  if (!cluster) return;
  const [here] = cluster.nodes;
  /** @param {any} node @param {string} name */
  const marked = (node, name) => {
    const shown = cell(node[name], node[name] === here[name] ? "" : "warn");
    if (node[name] !== here[name]) shown.title = `different from ${here.name}`;
    return shown;
  };
  rows("node-rows", cluster.nodes.map((/** @type {any} */ node) => [
    cell(node === here ? `${node.name} (this one)` : node.name), cell(node.id, "id"), cell(whole(node.connections), "number"),
    cell(`${node.processor} %`, "number"), cell(size(node.memory), "number"), marked(node, "scripts"), marked(node, "version"),
  ]));
}

/** @param {string[][]} list name, value, class */
function facts(list) {
  at("facts").replaceChildren(...list.map(([name, value, kind]) => {
    const item = element("div");
    const shown = element("dd", value);
    if (kind) shown.className = kind;
    item.append(element("dt", name), shown);
    return item;
  }));
}
