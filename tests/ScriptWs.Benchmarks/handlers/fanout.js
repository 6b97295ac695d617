export function onMessage(connection, text) {
  server.broadcast(text);
}
