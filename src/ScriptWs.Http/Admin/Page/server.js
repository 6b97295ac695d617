// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The connection to the server: questions with answers, and what the server tells by itself.

import { at, notice } from "./elements.js";

const MAX_PAUSE = 15_000; // milliseconds between two attempts to connect

/** @type {WebSocket | undefined} */
let socket;
let attempts = 0, lastId = 0;
/** @type {(told: any) => void} */
let tell = () => {};
/** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
const waiting = new Map();

/** Connects, again and again. @param {(told: any) => void} receive told what the server tells */
export function begin(receive) {
  tell = receive;
  connect();
}

/** The server has let us in. */
export function welcome() {
  attempts = 0;
  link("connected", "good");
}

/** @param {string} question @param {object} [details] @returns {Promise<any>} */
export function ask(question, details = {}) {
  if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Error("There is no connection to the server now."));
  const id = ++lastId;
  socket.send(JSON.stringify({ id, ask: question, ...details }));
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

/** Asks, and shows what went wrong. @param {string} question @param {object} [details] */
export async function tryTo(question, details) {
  try {
    return await ask(question, details);
  } catch (error) {
    notice(/** @type {Error} */ (error).message);
  }
}

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

/** @param {any} told */
function receive(told) {
  if (!told.id) return tell(told);
  const asked = waiting.get(told.id);
  waiting.delete(told.id);
  if (told.error) asked?.reject(new Error(told.error));
  else asked?.resolve(told.answer);
}

/** @param {string} text @param {string} kind */
function link(text, kind) {
  at("link").textContent = text;
  at("link").className = kind;
}
