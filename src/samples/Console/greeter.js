export function onConnect(connection) {
  connection.send(`There are ${server.connections.size} of us.`);
}

export function onMessage(connection, text) {
  connection.send(`You said ${text}.`);
}
