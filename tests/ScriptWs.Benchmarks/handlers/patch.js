import { patched } from "./work.js";

export function onBinary(connection, bytes) {
  connection.send(patched(bytes));
}
