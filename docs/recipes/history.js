// history.js
const KEEP = 100;
let history = [];
let last = 0;

export function onConnect(connection) {
  const since = Number(new URLSearchParams(connection.request.query).get("since") ?? 0);
  for (const message of history) if (message.number > since) connection.send(JSON.stringify(message));
  connection.subscribe("chat");
}

export function onMessage(connection, text) {
  const message = { number: (last += 1), text };
  history.push(message);
  if (history.length > KEEP) history.shift();
  server.publish("chat", JSON.stringify(message));
}

export const onUnload = () => ({ history, last });
export const onLoad = (state) => void ({ history, last } = state);
