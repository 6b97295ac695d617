export function onConnect(connection) {
  const name = new URLSearchParams(connection.request.query).get("name") ?? "stranger";
  connection.send(`Hello, ${name}.`);
}

export function onMessage(connection, message) {
  connection.send(`You said ${message}.`);
}
