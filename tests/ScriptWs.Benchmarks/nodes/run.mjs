// Measures the processor time of two nodes and their redis-server: one client says something at node 1, clients of node 2 hear it.
// The servers take turns, so that what else the machine does meets them all.
//   node run.mjs ScriptWs.Cli.dll [--rounds 3] [--listeners 50] [--messages 6000]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plain, socketIo } from "./clients.mjs";

const [program, ...options] = process.argv.slice(2);
if (!program?.endsWith(".dll")) {
  console.error("usage: node run.mjs ScriptWs.Cli.dll [--rounds 3] [--listeners 50] [--messages 6000]");
  process.exit(2);
}

const option = (name, otherwise) => Number(options[options.indexOf(`--${name}`) + 1] ?? otherwise) || otherwise;
const rounds = option("rounds", 3), listeners = option("listeners", 50), messages = option("messages", 6000);
const inFlight = 16, warmUp = 1000, payload = "x".repeat(90);
const here = import.meta.dirname;

const servers = {
  ScriptWs: {
    connect: plain,
    start: (port, redis) => run("dotnet", [
      program, "run", join(here, "room.js"), "--listen", `${port}`, "--log-level", "warning",
      "--cluster:url", `redis://127.0.0.1:${redis}`], /listening on/),
  },
  "ws + ioredis": { connect: plain, start: (port, redis) => run("node", [join(here, "ws-node.mjs"), port, redis], /ready/) },
  "Socket.IO": { connect: socketIo, start: (port, redis) => run("node", [join(here, "socketio-node.mjs"), port, redis], /ready/) },
};

const results = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, server] of Object.entries(servers)) results[name].push(await measure(server));
}

const columns = ["first", "second", "redis"];
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const own = Object.fromEntries(columns.map((column) => [column, median(results.ScriptWs.map((result) => result[column]))]));
console.log(`processor time in µs a message, ${listeners} listeners, ${messages} messages, median of ${rounds} rounds (ratio of ScriptWs to it)`);
for (const [name, list] of Object.entries(results)) {
  const shown = columns.map((column) => {
    const value = median(list.map((result) => result[column]));
    return `${column} ${value.toFixed(1)} (${(own[column] / value).toFixed(2)})`;
  });
  console.log(`${name.padEnd(14)} ${shown.join("   ")}`);
}

async function measure(server) {
  const folder = mkdtempSync(join(tmpdir(), "scriptws-nodes-"));
  const [redisPort, ...ports] = [await freePort(), await freePort(), await freePort()];
  const processes = [await run("redis-server", ["--port", redisPort, "--bind", "127.0.0.1", "--save", "", "--dir", folder], /Ready to accept/)];
  try {
    for (const port of ports) processes.push(await server.start(port, redisPort));
    let heard = 0, wanted = Infinity, done = () => {};
    const count = () => { if (++heard >= wanted) done(); };
    const sender = await server.connect(ports[0], () => {});
    const others = await Promise.all(Array.from({ length: listeners }, () => server.connect(ports[1], count)));
    while (heard === 0) { // until the nodes have met
      sender.say(payload);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }

    const say = async (number) => {
      for (let sent = 0; sent < number; sent += inFlight) {
        heard = 0;
        wanted = inFlight * listeners;
        const arrived = new Promise((resolve) => { done = resolve; });
        for (let i = 0; i < inFlight; i++) sender.say(payload);
        await arrived;
      }
    };
    await new Promise((resolve) => setTimeout(resolve, 500));
    await say(warmUp);
    const before = processes.map(processorTime);
    await say(messages);
    const [redis, first, second] = processes.map((one, i) => (processorTime(one) - before[i]) / messages);
    for (const client of [sender, ...others]) client.close();
    return { first, second, redis };
  } finally {
    for (const one of processes.toReversed()) {
      one.kill("SIGKILL");
      if (one.exitCode === null && one.signalCode === null) await once(one, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Microseconds, by the clock ticks of /proc (proc(5)). */
function processorTime({ pid }) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

async function run(command, args, ready) {
  const child = spawn(command, args.map(String), { stdio: ["ignore", "pipe", "inherit"] });
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    if (ready.test(chunk.toString())) break;
  }
  child.stdout.resume();
  return child;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
