export function onConnect(connection) {
  connection.send("News will follow.");
}
