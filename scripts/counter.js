// @ts-check
/// <reference path="scriptws.d.ts" />

// Counts messages, to show what "dispatch": "parallel" shares. Send anything.
//
// In server.json:  { "path": "/counter", "script": "scripts/counter.js", "dispatch": "parallel" }
//
// A parallel endpoint runs this file once per worker, each on its own thread with its own engine, so
//   own        a module-level variable exists once per worker: it counts the messages of that worker's connections only;
//   store      server.store belongs to the server: every worker sees the same values, and increment loses no count;
//   topics     publish and broadcast reach the connections of every worker.
// A connection stays on its worker, and its messages are handled in order. With "serial" both numbers would be the same.

const worker = crypto.randomUUID().slice(0, 4); // to tell the workers apart
let own = 0;

/** @type {ScriptWs.OnConnect} */
export function onConnect(connection) {
  connection.send(`worker ${worker}: ${own} here, ${server.store.get("messages") ?? 0} in all`);
  connection.subscribe("counter");
}

/** @type {ScriptWs.OnMessage} */
export function onMessage(connection) {
  own += 1;
  const all = server.store.increment("messages");

  connection.send(`worker ${worker}: ${own} here, ${all} in all`);
  connection.publish("counter", `${all} in all`);
}
