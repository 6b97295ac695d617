// room-chat.js
const Room = /^room:[a-z0-9-]{1,30}$/;

export const onSubscribe = (_, topic) => Room.test(topic);

export const rpc = {
  enter: (connection, { topic, name }) => {
    connection.data.name = String(name).slice(0, 20);
    connection.present(checked(topic), { name: connection.data.name });
  },
  say: async (connection, { topic, text }) => {
    const line = { name: connection.data.name ?? "guest", text: String(text).slice(0, 500) };
    await server.publish(checked(topic), JSON.stringify(line));
  },
};

// Each worker of each node is called, and tells its own connections.
export function onPresence(topic) {
  for (const connection of server.connections) {
    if (connection.subscriptions.includes(topic)) connection.send("people");
  }
}

function checked(topic) {
  if (!Room.test(topic)) throw new RpcError(400, "no such room");
  return topic;
}
