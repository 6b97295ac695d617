// Tries the client against a server and prints what happens, a line each.
import { connect } from "../../../src/scriptws-client/scriptws-client.js";

const WebSocket = globalThis.WebSocket ?? (await import("ws")).default;
const [address, scenario] = process.argv.slice(2);
const options = { WebSocket, minDelay: 10, maxDelay: 100 };
const once = (client, event) => new Promise((resolve) => {
  const off = client.on(event, (value) => (off(), resolve(value)));
});
const outcome = (promise) => promise.then(JSON.stringify, (error) => `${error.name} ${error.code} ${error.message}`);

const scenarios = {
  async talk(client) {
    console.log((await once(client, "open")).resumed);
    console.log(await outcome(client.request("add", { a: 1, b: 2 })));
    console.log(await outcome(client.request("orders.find", { id: 8 })));
    console.log(await outcome(client.request("fail")));
    console.log(await outcome(client.request("never", {}, { timeout: 20 })));
    console.log(await outcome(client.request("add", 5)));
    const given = AbortSignal.abort(new Error("given up"));
    console.log(await outcome(client.request("add", {}, { signal: given })));
    const heard = once(client, "message");
    await client.send("hello");
    console.log(await heard);
    const bytes = once(client, "message");
    await client.send(new Uint8Array([0, 128, 255]));
    console.log([...(await bytes)].join());
    console.log(await outcome(client.subscribe("secret", () => {})));
    const first = new Promise((resolve) => {
      client.subscribe("news", resolve).then(() => client.request("publish", { topic: "news", data: "first" }));
    });
    console.log(await first);
    console.log((await Promise.all(Array.from({ length: 300 }, (_, i) => client.request("add", { a: i, b: 0 })))).reduce((a, b) => a + b));
    client.close();
    console.log(await outcome(client.request("add")));
  },

  async reconnect(client) {
    await once(client, "open");
    const { connection } = await client.whoami();
    const news = [];
    await client.subscribe("news", (data) => news.push(data));
    const lost = outcome(client.request("terminate"));
    const closed = await once(client, "close");
    console.log(closed.code, closed.willReconnect, closed.delay < 100);
    console.log(await lost);
    const waits = client.request("add", { a: 1, b: 2 });
    await once(client, "open");
    console.log((await client.whoami()).connection !== connection, await waits);
    await client.request("publish", { topic: "news", data: "after" });
    console.log(news.join());
    console.log(await client.request("terminateOnce", {}, { retry: true }));
    client.close();
  },

  async restart(client) {
    await once(client, "open");
    await client.subscribe("news", () => {});
    const restarting = once(client, "close");
    await outcome(client.request("restart", {}, { timeout: 50 }));
    console.log((await restarting).code);
    await once(client, "open");
    console.log(await client.request("add", { a: 1, b: 2 }));
    client.close();
  },

  async kicked(client) {
    await once(client, "open");
    client.request("kick").catch(() => {});
    const { code, reason, willReconnect } = await once(client, "close");
    console.log(code, reason, willReconnect, client.state);
  },

  async foreign(client) {
    client.close();
    class Foreign {
      protocol = "other";
      constructor() { queueMicrotask(() => this.onopen()); }
      close() {}
    }
    const other = connect(address, { WebSocket: Foreign });
    other.on("error", (error) => console.log(error.name, error.code));
    console.log((await once(other, "close")).willReconnect, other.state);
  },

  // Counts on, whatever becomes of the server; then compares what was acknowledged with what the server has kept.
  async count(client) {
    const acknowledged = [];
    client.on("close", () => console.log("lost"));
    const total = 400;
    let next = 0;
    const work = async () => {
      while (next < total) {
        const number = next++;
        await client.request("add", { number }, { retry: true, timeout: 0 });
        acknowledged.push(number);
        if (acknowledged.length % 50 === 0) console.log(`acknowledged ${acknowledged.length}`);
      }
    };
    await Promise.all(Array.from({ length: 4 }, work));
    const kept = new Set(await client.request("all", {}, { retry: true }));
    console.log(`kept ${acknowledged.filter((number) => kept.has(number)).length} of ${acknowledged.length}`);
    client.close();
  },
};

await scenarios[scenario](connect(address, options));
