// One node of ScriptWs: what a client says reaches the clients of all nodes.
export function onConnect(connection) {
  connection.subscribe("room");
}

export function onMessage(connection, text) {
  server.publish("room", text);
}
