// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The admin page: what the server tells, and which view is shown.

import { showConnections } from "./connections.js";
import { at, line } from "./elements.js";
import { showJobs } from "./jobs.js";
import { showConfiguration, showTopics } from "./lists.js";
import { addLog } from "./log.js";
import { showOverview } from "./overview.js";
import { played } from "./playground.js";
import { showScripts } from "./scripts.js";
import { ask, begin, welcome } from "./server.js";
import { showKeys, showStorage } from "./storage.js";
import { short, whole } from "./words.js";

const MAX_SAMPLES = 300; // a second each
const LOOK_EVERY = 2_000; // milliseconds between two looks at the connections

let view = "overview";
/** @type {any} */
let state = {};
/** @type {any[]} */
let samples = [];

/** @param {any} told */
function receive(told) {
  switch (told.event) {
    case "begin":
      samples = told.samples;
      at("who").textContent = told.user + (told.state.readOnly ? ", only looking" : "");
      welcome();
      watch();
      show(told.state);
      return look();
    case "state":
      return show(told.state);
    case "log":
      return addLog(told.lines);
    case "messages":
      for (const one of told.shown) line(at("message-lines"), one.time, `${one.user ?? ""} ${one.path} ${short(one.connection)} (${whole(one.length)})`.trim(), one.text);
      if (told.missed) line(at("message-lines"), new Date(), "", `… and ${whole(told.missed)} more`);
      return;
    case "playground":
      return played(told.what);
  }
}

/** @param {any} now */
function show(now) {
  state = now;
  document.body.classList.toggle("read-only", now.readOnly);
  if (now.sample && now.sample.time !== samples.at(-1)?.time) samples = [...samples, now.sample].slice(-MAX_SAMPLES);
  if (view === "overview") showOverview(state, samples);
  if (view === "scripts") showScripts(state);
  if (view === "jobs") showJobs(state);
  if (view === "storage") showStorage(state);
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
  if (view === "storage") showKeys();
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

at("tap").onchange = watch;
at("clear").onclick = () => at("message-lines").replaceChildren();
addEventListener("hashchange", () => { turn(); at("main").focus({ preventScroll: true }); });
const ONCE = ["configuration", "storage"]; // they change seldom, or cost much
setInterval(() => { if (!document.hidden && !ONCE.includes(view)) look(); }, LOOK_EVERY);
begin(receive);
turn();
