import { find } from "host:orders";

export async function onMessage(connection, text) {
  const order = await find(Number(text.split(" ")[1]));
  connection.send(order?.item ?? "no such order");
  setTimeout(() => connection.send("5 minutes later"), 5 * 60_000);
}
