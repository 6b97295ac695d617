import { answered } from "./work.js";

export function onMessage(connection, text) {
  connection.send(answered(text));
}
