// Logs in as a page does, connects with the token, then with Basic, then wrongly: node node-login.mjs URL USER PASSWORD
import WebSocket from "ws";

const [url, user, password] = process.argv.slice(2);
const bound = setTimeout(() => { console.log("nothing happened within 30 seconds"); process.exit(1); }, 30_000);

const talk = (path, options = {}) => new Promise((resolve) => {
  const socket = new WebSocket(new URL(path, url), options);
  socket.once("message", (data) => { resolve(String(data)); socket.close(); });
  socket.once("unexpected-response", (_, answer) => { resolve(`status ${answer.statusCode}`); socket.terminate(); });
  socket.on("error", () => {});
});
const login = await fetch(new URL("/sgc/req/auth/session", url.replace("ws", "http")), { method: "POST", body: JSON.stringify({ user, password }) });
const { token } = await login.json();

console.log("session:", await talk(`/sgc/auth/session/${token}`));
console.log("again:", await talk(`/sgc/auth/session/${token}`));
console.log("basic:", await talk("/", { auth: `${user}:${password}` }));
console.log("wrong:", await talk("/", { auth: `${user}:not ${password}` }));
clearTimeout(bound);
