export function onConnect(connection) {
  connection.send("The time follows, once a second.");
}
