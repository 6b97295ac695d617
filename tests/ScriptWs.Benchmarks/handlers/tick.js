import { moved } from "./work.js";

export function onConnect(connection) {
  connection.subscribe("game");
}

export function onMessage() {
  server.publish("game", moved());
}
