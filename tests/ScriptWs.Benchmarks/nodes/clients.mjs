// Clients of the servers that are compared, with one face.
import { io } from "socket.io-client";
import WebSocket from "ws";

/** @param {number} port @param {(text: string) => void} heard */
export function plain(port, heard) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  socket.on("message", (data) => heard(data.toString()));
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () => resolve({ say: (text) => socket.send(text), close: () => socket.close() }));
  });
}

/** @param {number} port @param {(text: string) => void} heard */
export function socketIo(port, heard) {
  const socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true });
  socket.on("said", heard);
  return new Promise((resolve, reject) => {
    socket.on("connect_error", reject);
    socket.on("connect", () => resolve({ say: (text) => socket.emit("say", text), close: () => socket.close() }));
  });
}
