export function onMessage(connection, text) {
  connection.send(text);
}
