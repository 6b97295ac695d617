// dashboard.js
const MAX_ROOMS = 20;

export function onMessage(connection, text) {
  const { watch, leave, room, say } = JSON.parse(text);
  if (watch && connection.subscriptions.length < MAX_ROOMS) connection.subscribe(`room/${watch}`);
  if (leave) connection.unsubscribe(`room/${leave}`);
  if (watch || leave) connection.send(JSON.stringify({ watching: connection.subscriptions.sort() }));
  if (room && say) server.publish(`room/${room}`, JSON.stringify({ room, say }));
}
