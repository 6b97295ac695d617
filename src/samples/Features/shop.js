import { find, place } from "host:orders";

export async function onMessage(connection, text) {
  const [command, what] = text.split(" ");
  try {
    if (command === "order") {
      const order = await place(what);
      connection.send(`order ${order.id}`);
    } else {
      const order = await find(Number(what));
      connection.send(order ? `${order.item}, ${order.state}` : "no such order");
    }
  } catch (error) {
    connection.send(error.message);
  }
}
