// ticker.js
const API = "https://api.example.com/rates"; // listed in fetch.allow
const PAUSE = 10_000;

let rates = null;

export function onStart() {
  poll();
}

export function onConnect(connection) {
  connection.subscribe("rates");
  if (rates) connection.send(rates);
}

async function poll() {
  try {
    const response = await fetch(API, { signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(`${API} answered ${response.status}`);
    const next = await response.text();
    if (next !== rates) server.publish("rates", (rates = next));
  } catch (error) {
    console.warn("no rates:", error);
  }
  setTimeout(poll, PAUSE);
}
