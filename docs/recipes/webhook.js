// webhook.js
const SECRET = "change me"; // the caller sends it as a header

export function onConnect(connection) {
  connection.subscribe("builds");
}

export function onRequest(request) {
  if (request.path !== "/hooks/build") return;
  if (request.method !== "POST") return { status: 405, headers: { Allow: "POST" } };
  if (request.headers["x-hook-secret"] !== SECRET) return { status: 403, body: "wrong secret" };
  const { project, status } = request.json();
  const clients = server.publish("builds", JSON.stringify({ project, status }));
  return { status: 202, body: `sent to ${clients}` };
}
