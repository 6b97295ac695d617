// room-chat.js
const Room = /^room:[a-z0-9-]{1,30}$/;

export const onSubscribe = (_, topic) => Room.test(topic);

export const rpc = {
  enter: (connection, { topic, name }) => connection.present(checked(topic), { name: short(name, 20) }),
  // A line that waited for a connection is sent before "enter", so it carries the name too.
  say: async (_, { topic, name, text }) => {
    await server.publish(checked(topic), JSON.stringify({ name: short(name, 20), text: short(text, 500) }));
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

const short = (value, length) => String(value).slice(0, length);
