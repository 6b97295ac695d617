// One node of ws + ioredis: what a client says reaches the clients of all nodes.
// node ws-node.mjs PORT REDIS-PORT
import { Redis } from "ioredis";
import { WebSocketServer } from "ws";

const [port, redis] = process.argv.slice(2).map(Number);
const [publisher, subscriber] = [new Redis(redis), new Redis(redis)];
const server = new WebSocketServer({ port, host: "127.0.0.1" });

server.on("connection", (socket) => socket.on("message", (data) => publisher.publish("room", data)));
subscriber.on("message", (_, text) => {
  for (const client of server.clients) client.send(text);
});
await subscriber.subscribe("room");
console.log("ready");
