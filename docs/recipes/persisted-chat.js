// persisted-chat.js
const KEEP = 100;

export async function onConnect(connection) {
  connection.subscribe("chat");
  for (const line of (await server.storage.get("chat/lines")) ?? []) connection.send(line);
}

export async function onMessage(connection, text) {
  const number = await server.storage.increment("chat/number");
  const line = `${number}: ${text}`;
  await server.storage.push("chat/lines", line, { limit: KEEP });
  server.publish("chat", line);
}

export const jobs = [{ name: "forget", cron: "0 4 * * *", run: () => server.storage.delete("chat/lines") }];
