// Connects with a bearer token in each place, with an old one, with an API key and without: node node-token.mjs URL TOKEN OLD_TOKEN KEY
import WebSocket from "ws";

const [url, token, old, key] = process.argv.slice(2);
const bound = setTimeout(() => { console.log("nothing happened within 30 seconds"); process.exit(1); }, 30_000);

const talk = (path, protocols = [], headers = {}) => new Promise((resolve) => {
  const socket = new WebSocket(new URL(path, url), protocols, { headers });
  socket.once("message", (data) => { resolve(`${data} [${socket.protocol}]`); socket.close(); });
  socket.once("unexpected-response", (_, answer) => { resolve(`status ${answer.statusCode} ${answer.headers["www-authenticate"]}`); socket.terminate(); });
  socket.on("error", () => {});
});

console.log("header:", await talk("/", [], { Authorization: `Bearer ${token}` }));
console.log("subprotocol:", await talk("/", ["bearer", token]));
console.log("query:", await talk(`/?access_token=${token}`));
console.log("expired:", await talk("/", ["bearer", old]));
console.log("key:", await talk("/", [], { "X-Api-Key": key }));
console.log("no key:", await talk("/"));
clearTimeout(bound);
