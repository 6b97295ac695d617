// What the tests ask of `ws`: node node-client.mjs URL SCENARIO [ROOT [CERTIFICATE]]; prints what happened, one line each.
// With TLS, ROOT is the only authority that it trusts, and CERTIFICATE what it shows: PEM files, the latter with its key.
import { readFileSync } from "node:fs";
import WebSocket from "ws";

const [url, scenario, root, certificate] = process.argv.slice(2);
const read = (file) => (file ? readFileSync(file) : undefined);
const tls = { ca: read(root), cert: read(certificate), key: read(certificate) };
const print = (...words) => console.log(words.join(" ").trimEnd());
const bound = setTimeout(() => { print("nothing happened within 30 seconds"); process.exit(1); }, 30_000);

/** @returns {Promise<WebSocket>} */
function connect(options = {}, protocols = []) {
  const socket = new WebSocket(url, protocols, { perMessageDeflate: false, ...tls, ...options });
  socket.messages = [];
  socket.waiting = [];
  socket.on("message", (data, binary) => (socket.waiting.shift() ?? ((m) => socket.messages.push(m)))({ data, binary }));
  return new Promise((resolve, reject) => socket.once("open", () => resolve(socket)).once("error", reject));
}
const next = (socket) => new Promise((resolve) => socket.messages.length ? resolve(socket.messages.shift()) : socket.waiting.push(resolve));
const once = (socket, event) => new Promise((resolve) => socket.once(event, (...values) => resolve(values)));
async function close(socket) {
  socket.close(1000, "done");
  const [code, reason] = await once(socket, "close");
  print("closed", code, reason);
}

const scenarios = {
  async text() {
    const socket = await connect();
    socket.send("Grüße 🌍");
    print("text", (await next(socket)).data);
    await close(socket);
  },
  async binary() {
    const socket = await connect();
    const sent = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i & 255));
    socket.send(sent);
    const { data, binary } = await next(socket);
    print(binary ? "binary" : "text", data.length, data.equals(sent) ? "equal" : "different");
    await close(socket);
  },
  async fragments() {
    const socket = await connect();
    for (let i = 1; i <= 5; i++) {
      socket.send(`${i},`, { fin: false });
      socket.ping(`${i}`); // a control frame between fragments
    }
    socket.send("end", { fin: true });
    const pongs = [];
    socket.on("pong", (payload) => pongs.push(payload));
    print("text", (await next(socket)).data, "pongs", pongs.join(""));
    await close(socket);
  },
  async ping() {
    const socket = await connect();
    socket.ping("are you there?");
    print("pong", (await once(socket, "pong"))[0]);
    await close(socket);
  },
  async compression() {
    const socket = await connect({ perMessageDeflate: { threshold: 0 } });
    print("extensions", socket.extensions || "none");
    for (let round = 1; round <= 3; round++) {
      const sent = "the same words again and again, ".repeat(1000) + round;
      socket.send(sent);
      print(String((await next(socket)).data) === sent ? "equal" : "different");
    }
    await close(socket);
  },
  async subprotocol() {
    const socket = await connect({}, ["other", "chat.v2"]);
    print("subprotocol", socket.protocol);
    await close(socket);
  },
  async closed() {
    const socket = await connect();
    socket.send("close me");
    const [code, reason] = await once(socket, "close");
    print("closed", code, reason);
  },
  async hundreds() {
    const sockets = await Promise.all(Array.from({ length: 300 }, () => connect()));
    sockets[0].send("to all: hello");
    const received = await Promise.all(sockets.map(next));
    print(received.filter(({ data }) => String(data) === "hello").length, "received it");
    for (const socket of sockets) socket.terminate();
  },
};

await scenarios[scenario]();
clearTimeout(bound);
