// messages.js
import { z } from "zod";

const Message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("join"), room: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
  z.object({ kind: z.literal("say"), text: z.string().trim().min(1).max(500) }),
]);

export function onMessage(connection, text) {
  const { data: message, error } = Message.safeParse(parse(text));
  if (error) return connection.send(JSON.stringify({ error: error.issues.map(describe) }));

  if (message.kind === "join") {
    connection.data.room = message.room;
    connection.subscribe(message.room);
  } else if (connection.data.room) {
    server.publish(connection.data.room, JSON.stringify(message));
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no message either
  }
}

function describe({ path, message }) {
  return [...path, message].join(": ");
}
