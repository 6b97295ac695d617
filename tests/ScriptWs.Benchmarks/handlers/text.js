import { summary } from "./work.js";

export function onMessage(connection, text) {
  connection.send(summary(text));
}
