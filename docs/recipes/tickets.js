// tickets.js
const LIFETIME = 60_000;

export function onRequest(request) {
  if (request.path !== "/tickets" || request.method !== "POST") return;
  const ticket = crypto.randomUUID();
  server.store.set(`ticket/${ticket}`, { name: request.json().name, expires: Date.now() + LIFETIME });
  return { status: 201, body: ticket };
}

export function onUpgrade(request) {
  const key = `ticket/${new URLSearchParams(request.query).get("ticket")}`;
  const found = server.store.get(key);
  server.store.delete(key); // valid once
  if (!found || found.expires < Date.now()) return { status: 401, body: "no valid ticket" };
  return { data: { name: found.name } };
}

export function onConnect(connection) {
  connection.send(`Hello ${connection.data.name}`);
}

export function onStart() {
  setInterval(forgetExpired, LIFETIME);
}

function forgetExpired() {
  for (const key of server.store.keys()) {
    if (key.startsWith("ticket/") && server.store.get(key)?.expires < Date.now()) server.store.delete(key);
  }
}
