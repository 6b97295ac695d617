export function onMessage(connection, text) {
  connection.send(text);
}

export function onBinary(connection, bytes) {
  connection.send(bytes);
}
