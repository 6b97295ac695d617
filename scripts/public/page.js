// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The page of the chat (scripts/chat.js): one line of text per message, its first character says what it is.
// Text from others becomes text nodes only, never markup.

const MAX_LINES = 500; // shown; older ones are forgotten
const MAX_PAUSE = 30_000; // milliseconds between two attempts to connect
const TYPING_EVERY = 2_000; // milliseconds between two "I am typing"
const TYPING_LASTS = 4_000; // milliseconds that a person is shown as typing

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);
const said = at("said"), log = at("log"), text = at("text"), side = at("side");

/** @type {WebSocket | undefined} */
let socket;
let attempts = 0;
let me = "", room = "lobby";
let wanted = { name: remembered("name"), room: remembered("room") || "lobby" };
let lastWho = "", lastTyping = 0;
let asked = { people: 0, rooms: 0 }; // answers to come that the page asked for
/** @type {number | undefined} */
let looking;
/** @type {number | undefined} */
let waiting;
/** @type {Map<string, number>} who types, and until when */
const typing = new Map();

connect();

function connect() {
  const address = new URL("/", location.href);
  address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(address);
  socket.onopen = () => {
    attempts = 0;
    asked = { people: 0, rooms: 0 };
    show("connected");
    if (wanted.name) send(`/name ${wanted.name}`);
    if (wanted.room !== "lobby") send(`/join ${wanted.room}`);
    send("/typing on");
    look();
  };
  socket.onmessage = (event) => receive(String(event.data));
  socket.onclose = () => {
    show("connection lost", true);
    // Longer each time, and not every page at the same moment.
    countDown(Date.now() + Math.min(MAX_PAUSE, 500 * 2 ** attempts++) * (0.5 + Math.random() / 2));
  };
}

/** Counts down to the next attempt; a screen reader hears only that the connection is lost. @param {number} due */
function countDown(due) {
  const left = due - Date.now();
  if (left <= 0) return reconnect();
  at("reconnect").hidden = false;
  at("countdown").textContent = `next attempt in ${Math.ceil(left / 1000)} s`;
  waiting = setTimeout(countDown, left % 1000 || 1000, due);
}

function reconnect() {
  clearTimeout(waiting);
  at("reconnect").hidden = true;
  at("countdown").textContent = "";
  show("connecting …");
  connect();
}

/** @param {string} line */
function send(line) {
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(line);
  return true;
}

/** @param {string} line */
function receive(line) {
  const spoken = /^<([^>]+)> (.*)$/s.exec(line);
  if (spoken) return add(spoken[1], spoken[2], new Date());

  const before = /^# (\d\d):(\d\d) <([^>]+)> (.*)$/s.exec(line);
  if (before) {
    const when = new Date();
    when.setUTCHours(Number(before[1]), Number(before[2]), 0);
    return add(before[3], before[4], when);
  }

  if (line.startsWith("~ ")) return types(line.slice(2));
  if (line.startsWith("! ")) return note("refused", line.slice(2));
  if (line.startsWith("(")) return note("private", line);
  if (line.startsWith("* ")) news(line.slice(2));
}

/** @param {string} line */
function news(line) {
  const welcome = /^Welcome, (\S+)\. /.exec(line);
  if (welcome) return named(welcome[1]);

  const entered = /^You are in (\S+), with /.exec(line);
  if (entered) {
    room = wanted.room = entered[1];
    remember("room", room);
    at("room").textContent = room;
    document.title = `#${room}`;
    log.replaceChildren();
    lastWho = "";
    typing.clear();
    showTyping();
    look();
    return note("news", line);
  }

  const here = /^In (\S+) \(\d+\): (.*)$/.exec(line);
  if (here && asked.people > 0) return asked.people--, showPeople(here[2].split(", "));

  const rooms = /^Rooms: (.*)$/.exec(line);
  if (rooms && asked.rooms > 0) return asked.rooms--, showRooms(rooms[1].split(", "));

  const renamed = /^(\S+) is now (\S+)\.$/.exec(line);
  if (renamed && renamed[1] === me) {
    named(renamed[2]);
    remember("name", (wanted.name = me));
  }

  note("news", line);
  if (!here && !rooms) look();
}

/** Asks who is here and which rooms there are, once for what happens at about the same time; the answers are not shown as messages. */
function look() {
  looking ??= setTimeout(() => {
    looking = undefined;
    if (send("/who") && send("/rooms")) asked = { people: asked.people + 1, rooms: asked.rooms + 1 };
  }, 150);
}

/** @param {string} name */
function named(name) {
  me = name;
  at("name").value = name;
}

/** @param {string} name */
function types(name) {
  typing.set(name, Date.now() + TYPING_LASTS);
  showTyping();
  setTimeout(showTyping, TYPING_LASTS + 50);
}

function showTyping() {
  for (const [name, until] of typing) if (until < Date.now()) typing.delete(name);
  const names = [...typing.keys()];
  at("typing").textContent = names.length === 0 ? "" : names.length > 3 ? "several people are typing …" : `${names.join(", ")} ${names.length === 1 ? "is" : "are"} typing …`;
}

/** @param {string[]} names */
function showPeople(names) {
  at("count").textContent = String(names.length);
  at("people").replaceChildren(...names.map((name) => element("li", name === me ? `${name} (you)` : name)));
}

/** @param {string[]} list each as "lobby (3)" */
function showRooms(list) {
  at("rooms").replaceChildren(...list.map((entry) => {
    const name = entry.replace(/ \(\d+\)$/, "");
    const button = element("button", entry);
    button.setAttribute("type", "button");
    if (name === room) button.setAttribute("aria-current", "true");
    button.onclick = () => go(name);
    const item = element("li");
    item.append(button);
    return item;
  }));
}

/** @param {string} name */
function go(name) {
  if (name !== room) send(`/join ${name}`);
  toggle(false);
  text.focus();
}

/** A message of a person. @param {string} name @param {string} words @param {Date} when */
function add(name, words, when) {
  typing.delete(name);
  showTyping();
  const item = element("li");
  if (name === me) item.classList.add("mine");
  if (name !== lastWho) {
    item.classList.add("first");
    const who = element("span", name);
    who.className = "who";
    const time = element("time", when.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
    time.setAttribute("datetime", when.toISOString());
    who.append(time);
    item.append(who);
  }

  lastWho = name;
  item.append(words);
  append(item);
}

/** A line of the chat itself. @param {string} kind @param {string} words */
function note(kind, words) {
  const item = element("li", words);
  item.className = `${kind} first`;
  lastWho = "";
  append(item);
}

/** @param {HTMLElement} item */
function append(item) {
  const atEnd = said.scrollHeight - said.scrollTop - said.clientHeight < 80;
  log.append(item);
  while (log.childElementCount > MAX_LINES) log.firstElementChild.remove();
  if (atEnd) said.scrollTop = said.scrollHeight;
}

/** @param {string} tag @param {string} [words] */
function element(tag, words) {
  const made = document.createElement(tag);
  if (words !== undefined) made.textContent = words;
  return made;
}

/** @param {string} words @param {boolean} [lost] */
function show(words, lost = false) {
  at("state").textContent = words;
  at("state").classList.toggle("lost", lost);
}

/** @param {boolean} open */
function toggle(open) {
  side.classList.toggle("open", open);
  at("open-side").setAttribute("aria-expanded", String(open));
}

/** @param {string} key */
function remembered(key) {
  try { return sessionStorage.getItem(`chat.${key}`) ?? ""; } catch { return ""; }
}

/** @param {string} key @param {string} value */
function remember(key, value) {
  try { sessionStorage.setItem(`chat.${key}`, value); } catch { /* then it is not kept */ }
}

at("say").onsubmit = (/** @type {Event} */ event) => {
  event.preventDefault();
  if (text.value.trim() === "") return;
  if (send(text.value)) text.value = "";
  lastTyping = 0;
};
text.oninput = () => {
  if (text.value.startsWith("/") || text.value === "" || Date.now() - lastTyping < TYPING_EVERY) return;
  lastTyping = Date.now();
  send("/typing");
};
at("rename").onsubmit = (/** @type {Event} */ event) => {
  event.preventDefault();
  send(`/name ${at("name").value}`);
  toggle(false);
};
at("join").onsubmit = (/** @type {Event} */ event) => {
  event.preventDefault();
  go(at("new-room").value.toLowerCase());
  at("new-room").value = "";
};
at("reconnect").onclick = reconnect;
at("open-side").onclick = () => toggle(!side.classList.contains("open"));
said.onclick = () => toggle(false);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") toggle(false); });
