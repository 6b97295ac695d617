import { counted } from "./work.js";

export function onMessage(connection) {
  connection.send(counted());
}
