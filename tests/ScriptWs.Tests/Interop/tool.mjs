// Uses the installed command as a person would: node tool.mjs SCRIPTWS NEW_FOLDER
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import WebSocket from "ws";

const [scriptws, folder] = process.argv.slice(2);
const run = (...words) => execFileSync(scriptws, words, { encoding: "utf8" });
const once = (source, event) => new Promise((resolve) => source.once(event, (...values) => resolve(values)));

assert.match(run("--version"), /^\d+\.\d+\.\d+/);
run("new", folder, "--template", "echo");
run("check", `${folder}/server.json`);
assert.match(execFileSync(scriptws, ["test"], { encoding: "utf8", cwd: folder }), /2 scenarios \(2 passed\)/);
console.log("its features pass");

const server = spawn(scriptws, ["run", "--listen", "127.0.0.1:0"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
const ended = once(server, "exit");
ended.then(([code]) => code && process.exit(code));
try {
  const url = await listening();
  console.log(`it listens on ${url}`);

  const client = new WebSocket(url);
  await once(client, "open");
  client.send("hello");
  const [answer] = await once(client, "message");
  assert.equal(String(answer), "hello");
  console.log("it answers");

  server.kill("SIGTERM");
  const [code] = await once(client, "close");
  assert.equal(code, 1001);
  assert.deepEqual(await ended, [0, null]);
  console.log("it closes with 1001 and exits with 0");
} finally {
  server.kill("SIGKILL");
}

async function listening() {
  for await (const line of createInterface({ input: server.stdout })) {
    console.log(`scriptws: ${line}`);
    const address = /^listening on (ws:\S+)/.exec(line);
    if (address) return address[1];
  }
  throw new Error("the command ended without listening");
}
