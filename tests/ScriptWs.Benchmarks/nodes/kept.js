// Publishes to a topic with a history, or to one without.
export async function onConnect(connection) {
  connection.subscribe("plain");
  await connection.follow("kept");
  connection.send("ready");
}

export async function onMessage(connection, text) {
  if (text.startsWith("kept")) await server.publish("kept", text);
  else server.publish("plain", text);
}
