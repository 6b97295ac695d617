// One node of a cluster with a crowd of idle connections, a few of which are present in a room.
export function onConnect(connection) {
  connection.subscribe("all");
}

export function onMessage(connection, text) {
  if (text === "enter") connection.present("room", {});
  else if (text === "watch") connection.subscribe("left");
  else server.publish(text.split(" ", 1)[0], text);
}

export function onPresence(topic, { left }) {
  if (left.length > 0) server.publish("left", "left");
}
