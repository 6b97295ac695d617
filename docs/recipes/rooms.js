// rooms.js
export function onUpgrade(request) {
  const name = new URLSearchParams(request.query).get("name");
  return name ? { data: { name } } : { status: 400, body: "Add ?name=" };
}

export function onConnect(connection) {
  const { id } = connection.request.params;
  connection.data.room = `room/${id}`;
  connection.subscribe(connection.data.room);
  connection.send(`* ${server.subscriberCount(connection.data.room)} in ${id}`);
}

export function onMessage(connection, text) {
  connection.publish(connection.data.room, `${connection.data.name}: ${text}`);
}
