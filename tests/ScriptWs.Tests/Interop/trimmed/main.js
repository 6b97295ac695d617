import { now } from "host:clock";
import { add } from "host:math";
import { all, find } from "host:typed";

export async function onMessage(connection, text) {
  const items = [];
  for await (const { item } of all()) items.push(item);
  const found = [now() > 0, await add(1, 2), (await find(7)).id, ...items].join();
  connection.send(found === "true,3,7,tea" ? text : found);
}
