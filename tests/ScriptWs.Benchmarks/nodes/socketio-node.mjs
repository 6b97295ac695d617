// One node of Socket.IO with its Redis adapter: what a client says reaches the clients of all nodes.
// node socketio-node.mjs PORT REDIS-PORT
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { Redis } from "ioredis";
import { Server } from "socket.io";

const [port, redis] = process.argv.slice(2).map(Number);
const http = createServer();
const io = new Server(http, { adapter: createAdapter(new Redis(redis), new Redis(redis)), transports: ["websocket"] });

io.on("connection", (socket) => {
  socket.join("room");
  socket.on("say", (text) => io.to("room").emit("said", text));
});
http.listen(port, "127.0.0.1", () => console.log("ready"));
