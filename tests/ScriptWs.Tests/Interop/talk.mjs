// Starts a program that serves an echo, talks to it, and ends it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import WebSocket from "ws";

const once = (source, event) => new Promise((resolve) => source.once(event, (...values) => resolve(values)));

export async function talk(folder, command, ...words) {
  // Budgets that hold on a busy machine: this is not about them.
  const settings = { SCRIPTWS_LISTEN__0__PORT: "0", SCRIPTWS_SCRIPT__TURNTIMEOUT: "60s", SCRIPTWS_SCRIPT__LOADTIMEOUT: "60s" };
  const server = spawn(command, words, { cwd: folder, stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...settings } });
  const ended = once(server, "exit");
  ended.then(([code]) => code && process.exit(code));
  try {
    const url = await listening(server);
    console.log(`it listens on ${url}`);

    const client = new WebSocket(url);
    await once(client, "open");
    client.send("hello");
    const [answer] = await once(client, "message");
    assert.equal(String(answer), "hello");
    const { status } = await fetch(url.replace("ws:", "http:") + "healthz", { headers: { Connection: "close" } });
    assert.equal(status, 200);
    console.log("it answers, and is well");

    server.kill("SIGTERM");
    const [code] = await once(client, "close");
    assert.equal(code, 1001);
    assert.deepEqual(await ended, [0, null]);
    console.log("it closes with 1001 and exits with 0");
  } finally {
    server.kill("SIGKILL");
  }
}

async function listening(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    console.log(line);
    const address = /^listening on (ws:\S+)/.exec(line);
    if (address) return address[1];
  }
  throw new Error("the program ended without listening");
}
