import { hashed } from "./work.js";

export function onMessage(connection, text) {
  connection.send(hashed(text));
}
