// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The admin page. What others wrote becomes text nodes only, never markup.

import { chart } from "./charts.js";

const MAX_LINES = 500; // of the log, of messages, of a conversation
const MAX_PAUSE = 15_000; // milliseconds between two attempts to connect
const LOOK_EVERY = 2_000; // milliseconds between two looks at the connections
const LEVELS = ["trace", "debug", "information", "warning", "error", "critical"];

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);

/** @type {WebSocket | undefined} */
let socket;
let attempts = 0, lastId = 0, page = 0, pages = 1, view = "overview";
/** @type {any} */
let state = {};
/** @type {any[]} */
let samples = [];
/** @type {any[]} */
let logLines = [];
/** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
const waiting = new Map();

const charts = [
  chart("Connections", [{ name: "", of: (s) => s.active }], whole),
  chart("Messages each second", [{ name: "in", of: (s) => s.received }, { name: "out", of: (s) => s.sent }], whole),
  chart("Traffic each second", [{ name: "in", of: (s) => s.bytesReceived }, { name: "out", of: (s) => s.bytesSent }], size),
  chart("Processors in use", [{ name: "", of: (s) => s.processor }], (value) => value.toFixed(2)),
  chart("Memory", [{ name: "", of: (s) => s.memory }], size),
];
at("charts").append(...charts.map((one) => one.figure));

// ---- the connection

connect();

async function connect() {
  try {
    // The browser sends the credentials it was asked for; the answer is a token for one connection.
    const login = await fetch(`${location.origin}/sgc/req/auth/session`, { method: "POST" });
    if (!login.ok) throw new Error(login.status === 401 || login.status === 403 ? "not allowed; reload the page to log in" : `answered with ${login.status}`);
    const { token } = await login.json();
    const address = new URL(`/sgc/auth/session/${token}/`, location.origin);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
  } catch (error) {
    return again(error instanceof TypeError ? "unreachable" : /** @type {Error} */ (error).message);
  }

  socket.onmessage = (event) => receive(JSON.parse(event.data));
  socket.onclose = () => again("connection lost");
}

/** @param {string} why */
function again(why) {
  for (const one of waiting.values()) one.reject(new Error("The connection was lost."));
  waiting.clear();
  const pause = Math.min(MAX_PAUSE, 500 * 2 ** attempts++) * (0.5 + Math.random() / 2);
  link(`${why}; trying again in ${Math.ceil(pause / 1000)} s`, "lost");
  setTimeout(connect, pause);
}

/** @param {string} question @param {object} [details] @returns {Promise<any>} */
function ask(question, details = {}) {
  if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Error("There is no connection to the server now."));
  const id = ++lastId;
  socket.send(JSON.stringify({ id, ask: question, ...details }));
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

/** Asks, and shows what went wrong. @param {string} question @param {object} [details] */
async function tryTo(question, details) {
  try {
    return await ask(question, details);
  } catch (error) {
    notice(/** @type {Error} */ (error).message);
  }
}

/** @param {any} told */
function receive(told) {
  if (told.id) {
    const asked = waiting.get(told.id);
    waiting.delete(told.id);
    return told.error ? asked?.reject(new Error(told.error)) : asked?.resolve(told.answer);
  }

  switch (told.event) {
    case "begin":
      attempts = 0;
      samples = told.samples;
      at("who").textContent = told.user + (told.state.readOnly ? ", only looking" : "");
      link("connected", "good");
      watch();
      show(told.state);
      return look();
    case "state":
      return show(told.state);
    case "log":
      logLines = [...logLines.filter((line) => line.number < told.lines[0]?.number), ...told.lines].slice(-MAX_LINES);
      return showLog();
    case "messages":
      for (const one of told.shown) line(at("message-lines"), one.time, `${one.user ?? ""} ${one.path} ${short(one.connection)} (${whole(one.length)})`.trim(), one.text);
      if (told.missed) line(at("message-lines"), new Date(), "", `… and ${whole(told.missed)} more`);
      return;
    case "playground":
      return played(told.what);
  }
}

// ---- what is shown

/** @param {any} now */
function show(now) {
  state = now;
  document.body.classList.toggle("read-only", now.readOnly);
  if (now.sample && now.sample.time !== samples.at(-1)?.time) samples = [...samples, now.sample].slice(-300);
  if (view === "overview") showOverview();
  if (view === "scripts") showScripts();
}

function showOverview() {
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
    ["Up for", span(state.uptime)],
    ["Threads", whole(totals.threads)],
    ["Addresses", state.addresses.join(" "), "small"],
  ]);
  for (const one of charts) one.draw(samples);
  at("events").replaceChildren(...state.events.toReversed().map((/** @type {any} */ one) => entry(one.time, one.kind, one.text)));
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

function showScripts() {
  rows("script-rows", state.scripts.map((/** @type {any} */ one) => [cell(one.path), cell(one.endpoint), cell(whole(one.generation), "number"), cell(whole(one.workers), "number")]));
}

async function showConnections() {
  const found = await ask("connections", { search: at("search").value, sort: at("sort").value, page }).catch(() => undefined);
  if (!found) return;
  pages = Math.max(1, found.pages);
  page = Math.min(page, pages - 1);
  at("found").textContent = `${whole(found.matching)} of ${whole(found.total)}` + (pages > 1 ? `, page ${page + 1} of ${pages}` : "");
  at("previous").hidden = at("next").hidden = pages === 1;
  at("previous").disabled = page === 0;
  at("next").disabled = page >= pages - 1;
  // A button that has the focus stays as it is.
  if (at("rows").contains(document.activeElement)) return;
  rows("rows", found.rows.map((/** @type {any} */ one) => {
    const acts = cell("", "acts");
    acts.append(act("Message", `Send a message to ${one.id}`, () => compose(one)), " ", act("Close", `Close ${one.id}`, () => closeOne(one)));
    const topics = one.topics.join(", ") + (one.moreTopics ? ` and ${one.moreTopics} more` : "");
    const id = cell(short(one.id), "id");
    id.title = one.id;
    return [
      cell(one.address), cell(one.user ?? ""), cell(one.path + (one.subprotocol ? ` (${one.subprotocol})` : "")), cell(topics, "topics"),
      cell(one.latency === null ? "" : `${one.latency} ms`, "number"), cell(size(one.buffered), "number"), cell(size(one.received), "number"), cell(size(one.sent), "number"), id, acts,
    ];
  }));
}

async function showTopics() {
  const found = await ask("topics").catch(() => undefined);
  if (!found) return;
  at("topic-count").textContent = found.total > found.topics.length ? `The ${found.topics.length} largest of ${whole(found.total)}.` : `${whole(found.total)} in all.`;
  rows("topic-rows", found.topics.map((/** @type {any} */ one) => [cell(one.name), cell(whole(one.subscribers), "number")]));
}

async function showConfiguration() {
  const wanted = at("key").value.toLowerCase();
  const settings = await ask("configuration").catch(() => []);
  rows("settings", settings.filter((/** @type {string[]} */ [key, value]) => `${key} ${value}`.toLowerCase().includes(wanted)).map((/** @type {string[]} */ [key, value]) => [cell(key), cell(value)]));
}

function showLog() {
  if (view !== "log") return;
  const least = LEVELS.indexOf(at("level").value), wanted = at("log-search").value.toLowerCase();
  const list = at("log-lines"), follow = following(list);
  list.replaceChildren(...logLines
    .filter((one) => LEVELS.indexOf(one.level) >= least && `${one.category} ${one.text}`.toLowerCase().includes(wanted))
    .map((one) => entry(one.time, one.category, one.text, one.level)));
  follow();
}

/** What the server is asked to send. */
function watch() {
  ask("watch", { log: view === "log", messages: at("tap").checked }).catch(() => {});
}

/** The view of the moment, again. */
function look() {
  if (view === "connections") showConnections();
  if (view === "topics") showTopics();
  if (view === "configuration") showConfiguration();
}

function turn() {
  const wanted = location.hash.slice(1);
  view = at(wanted)?.parentElement?.id === "main" ? wanted : "overview";
  for (const section of document.querySelectorAll("main > section")) /** @type {HTMLElement} */ (section).hidden = section.id !== view;
  for (const anchor of document.querySelectorAll("nav a")) {
    if (anchor.getAttribute("href") !== `#${view}`) {
      anchor.removeAttribute("aria-current");
    } else {
      anchor.setAttribute("aria-current", "page");
      anchor.scrollIntoView({ block: "nearest", inline: "center" });
    }
  }

  document.title = `${at(`${view}-title`).textContent} · ScriptWs`;
  if (state.totals) show(state);
  watch();
  look();
}

// ---- what is done

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
      : `${one.script}: ${{ live: "live", unchanged: "unchanged", rolledback: "back again" }[/** @type {"live"} */ (one.outcome)]}, generation ${one.generation} (${one.milliseconds} ms)`));
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

/** @param {any} what */
function played(what) {
  const told = { open: `connected${what.subprotocol ? ` (${what.subprotocol})` : ""}`, closed: `closed with ${what.code ?? 1006} ${what.reason ?? ""}` }[/** @type {"open"} */ (what.kind)];
  line(at("talk"), new Date(), told ? "" : `← ${what.kind}`, told ?? what.text + (what.cut ? " …" : ""));
}

at("find").onsubmit = (/** @type {Event} */ event) => event.preventDefault();
at("search").oninput = at("sort").onchange = () => { page = 0; showConnections(); };
at("previous").onclick = () => { page--; showConnections(); };
at("next").onclick = () => { page++; showConnections(); };
at("reload").onclick = () => change("reload");
at("rollback").onclick = () => change("rollback");
at("level").onchange = at("log-search").oninput = showLog;
at("tap").onchange = watch;
at("clear").onclick = () => at("message-lines").replaceChildren();
at("key").oninput = showConfiguration;
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
addEventListener("hashchange", () => { turn(); at("main").focus({ preventScroll: true }); });
setInterval(() => { if (!document.hidden && view !== "configuration") look(); }, LOOK_EVERY);
turn();

// ---- small things

/** @param {string} tag @param {string} [text] */
function element(tag, text) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {string} text @param {string} [kind] */
function cell(text, kind) {
  const made = element("td", text);
  if (kind) made.className = kind;
  return made;
}

/** @param {string} id @param {HTMLElement[][]} list */
function rows(id, list) {
  at(id).replaceChildren(...list.map((cells) => {
    const row = element("tr");
    row.append(...cells);
    return row;
  }));
}

/** @param {string} text @param {string} label @param {() => void} run */
function act(text, label, run) {
  const button = element("button", text);
  button.className = "plain";
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", label);
  button.onclick = run;
  return button;
}

/** @param {string | Date} time @param {string} tag @param {string} text @param {string} [kind] */
function entry(time, tag, text, kind) {
  const item = element("li");
  const when = element("time", new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  when.setAttribute("datetime", new Date(time).toISOString());
  const label = element("span", tag);
  label.className = "tag";
  const words = element("span", text);
  if (kind) words.className = kind;
  item.append(when, ...(tag ? [label] : []), words);
  return item;
}

/** @param {HTMLElement} list @param {string | Date} time @param {string} tag @param {string} text */
function line(list, time, tag, text) {
  const follow = following(list);
  list.append(entry(time, tag, text));
  while (list.childElementCount > MAX_LINES) list.firstElementChild?.remove();
  follow();
}

/** Who looks at the end of a list goes on looking at its end. @param {HTMLElement} list @returns {() => void} */
function following(list) {
  const box = /** @type {HTMLElement} */ (list.parentElement);
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  return () => { if (atEnd) box.scrollTop = box.scrollHeight; };
}

/** @type {number | undefined} */
let noticeEnds;

/** @param {string} text */
function notice(text) {
  at("notice").textContent = text;
  clearTimeout(noticeEnds);
  noticeEnds = setTimeout(() => at("notice").textContent = "", 6000);
}

/** @param {string} text @param {string} kind */
function link(text, kind) {
  at("link").textContent = text;
  at("link").className = kind;
}

/** @param {number} value */
function whole(value) {
  return Math.round(value).toLocaleString("en");
}

/** @param {number} bytes */
function size(bytes) {
  for (const unit of ["B", "KiB", "MiB"]) {
    if (bytes < 1024) return `${bytes < 10 && unit !== "B" ? bytes.toFixed(1) : Math.round(bytes)} ${unit}`;
    bytes /= 1024;
  }
  return `${bytes.toFixed(1)} GiB`;
}

/** @param {number} seconds */
function span(seconds) {
  const parts = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const units = ["d", "h", "min", "s"];
  const first = parts.findIndex((part) => part > 0);
  return first < 0 ? "0 s" : parts.slice(first, first + 2).map((part, index) => `${part} ${units[first + index]}`).join(" ");
}

/** @param {string} id */
function short(id) {
  return id.slice(0, 8);
}
