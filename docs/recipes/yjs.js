// yjs.js
const SYNC = 0, STEP_1 = 0, STEP_2 = 1, UPDATE = 2;
const ASK_FOR_ALL = Uint8Array.of(SYNC, STEP_1, 1, 0); // step 1 with an empty state vector
const NOTHING_ELSE = Uint8Array.of(SYNC, STEP_2, 2, 0, 0); // step 2 with an empty update
let documents = new Map(); // the updates of each document, by its name

export function onConnect(connection) {
  const { name } = connection.request.params;
  connection.data.name = name;
  connection.subscribe(name);
  if (!documents.has(name)) documents.set(name, []);
  connection.send(ASK_FOR_ALL);
}

export function onBinary(connection, bytes) {
  const { name } = connection.data;
  const updates = documents.get(name);
  if (bytes[0] !== SYNC) return connection.publish(name, bytes); // awareness: cursors and names
  if (bytes[1] === STEP_1) {
    for (const update of updates) connection.send(update);
    return connection.send(NOTHING_ELSE);
  }

  const update = bytes.slice();
  update[1] = UPDATE; // what one client had is news to the others
  updates.push(update);
  connection.publish(name, update);
}

export function onDisconnect(connection) {
  const { name } = connection.data;
  if (server.subscriberCount(name) === 0) documents.delete(name);
}

export const onUnload = () => documents;
export const onLoad = (state) => void (documents = state);
