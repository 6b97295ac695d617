import { sorted } from "./work.js";

export function onMessage(connection) {
  connection.send(sorted());
}
