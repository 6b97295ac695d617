import { routed } from "./work.js";

export function onConnect(connection) {
  connection.subscribe(connection.request.query);
}

export function onMessage(connection, text) {
  const message = routed(text);
  if (message) server.publish(message.topic, message.text);
}
