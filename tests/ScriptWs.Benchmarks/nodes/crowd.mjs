// A cluster with a crowd of idle connections: memory, processor time, one message to all of them, a node that is killed, and what
// nodes cost each other.
//   node crowd.mjs ScriptWs.Cli.dll [--nodes 8] [--connections 100000]
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { plain } from "./clients.mjs";
import { calls, end, freePort, median, numberOption, processorTime, run, runRedis, withFolder } from "./processes.mjs";

const [program, ...options] = process.argv.slice(2);
if (!program?.endsWith(".dll")) {
  console.error("usage: node crowd.mjs ScriptWs.Cli.dll [--nodes 8] [--connections 100000]");
  process.exit(2);
}

const [nodeCount, connections] = [numberOption(options, "nodes", 8), numberOption(options, "connections", 100_000)];
const crowdSize = 16_000; // connections of one process: it needs as many files
const idle = numberOption(options, "idle", 60), messages = 16_000;
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
const now = () => 1000 * (performance.timeOrigin + performance.now());
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const list = (numbers, digits = 0) => numbers.map((number) => number.toFixed(digits)).join(" ");
const memory = ({ pid }) => 1024 * Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]);

await withFolder(async (folder) => {
  execFileSync("cc", ["-O2", "-std=gnu11", "-o", join(folder, "crowd"), join(import.meta.dirname, "crowd.c")]);
  const redisPort = await freePort();
  const redis = await runRedis(redisPort, folder);
  const [nodes, crowds, ports] = [[], [], []];
  try {
    nodes.push(await startNode(folder, redisPort, ports));
    await pause(10);
    await reportIdle("1 node", nodes, redis, 10);
    while (nodes.length < nodeCount) nodes.push(await startNode(folder, redisPort, ports));
    await pause(10);
    await reportIdle(`${nodeCount} nodes`, nodes, redis, 20);
    await reportNeighbours(nodes, redis, redisPort, ports);
    const empty = nodes.map(memory);
    const began = now();
    for (let left = connections; left > 0; left -= crowdSize) crowds.push(startCrowd(folder, Math.min(left, crowdSize), ports));
    await until(() => open(crowds) === connections);
    console.log(`${connections} connections were open after ${((now() - began) / 1e6).toFixed(1)} s`);
    await pause(15);
    console.log(`bytes of memory per connection: ${list(nodes.map((node, i) => (memory(node) - empty[i]) / (connections / nodeCount)))}`);
    await reportIdle(`${connections} connections`, nodes, redis, idle);
    await reportPublish(nodes, redis, ports, crowds);
    await reportKill(nodes, ports, crowds);
  } finally {
    await end([redis, ...nodes, ...crowds.map((crowd) => crowd.process)]);
  }
});
process.exit(0);

async function startNode(folder, redis, ports) {
  const port = await freePort();
  ports.push(port);
  const file = join(folder, `${port}.json`);
  writeFileSync(file, JSON.stringify({
    listen: [{ address: "127.0.0.1", port, backlog: 4096 }],
    endpoints: [{ path: "/", script: join(import.meta.dirname, "crowd.js") }],
    topics: [{ match: "room", presence: true }],
    cluster: { url: `redis://127.0.0.1:${redis}` },
  }));
  return run("dotnet", [program, "run", file, "--log-level", "error"], /listening on/);
}

function startCrowd(folder, count, ports) {
  const crowd = { state: { open: 0, heard: 0 }, process: spawn(join(folder, "crowd"), [count, ...ports].map(String)) };
  crowd.process.stderr.pipe(process.stderr);
  createInterface(crowd.process.stdout).on("line", (line) => { crowd.state = JSON.parse(line); });
  return crowd;
}

function open(crowds) {
  return sum(crowds.map((crowd) => crowd.state.open));
}

async function until(isSo, seconds = 600) {
  const end = now() + 1e6 * seconds;
  while (!isSo()) {
    if (now() > end) throw new Error("it did not happen in time");
    await pause(0.02);
  }
}

/** Milliseconds of processor time in a second. */
async function reportIdle(name, nodes, redis, seconds) {
  const before = [...nodes, redis].map(processorTime);
  await pause(seconds);
  const taken = [...nodes, redis].map((one, i) => (processorTime(one) - before[i]) / 1000 / seconds);
  console.log(`${name}, idle: ms of processor time per second: nodes ${list(taken.slice(0, -1), 1)}, redis ${taken.at(-1).toFixed(1)}`);
}

/** What a message costs nodes that have no subscriber of it. */
async function reportNeighbours(nodes, redis, redisPort, ports) {
  const [speaker, waiter] = [await plain(ports[0], () => {}), await waiting(ports[1])];
  for (const inFlight of [1, 160]) {
    let before, published;
    for (let sent = -messages / 2; sent < messages; sent += inFlight) {
      if (sent === 0) [before, published] = [[...nodes, redis].map(processorTime), await calls(redisPort, "publish")];
      for (let i = 1; i < inFlight; i++) speaker.say(`nothing-${i % 50} ${"x".repeat(80)}`);
      await waiter.hear(() => speaker.say("all x"));
    }

    const taken = [...nodes, redis].map((one, i) => (processorTime(one) - before[i]) / messages);
    const envelopes = (await calls(redisPort, "publish") - published) / messages;
    const perEnvelope = list(taken.slice(2, -1).map((time) => time / envelopes), 1);
    console.log(`${inFlight} in flight, ${envelopes.toFixed(2)} envelopes a message: µs a message: first node ${taken[0].toFixed(1)}, `
      + `redis ${taken.at(-1).toFixed(1)}; nodes without a subscriber, µs an envelope: ${perEnvelope}`);
  }

  for (const client of [speaker, waiter]) client.close();
}

async function waiting(port) {
  let heard = () => {};
  const client = await plain(port, () => heard());
  return {
    close: client.close,
    hear: (say) => new Promise((resolve) => {
      heard = resolve;
      say();
    }),
  };
}

async function reportPublish(nodes, redis, ports, crowds) {
  const speaker = await plain(ports[0], () => {});
  const [times, before] = [[], [...nodes, redis].map(processorTime)];
  for (let i = 0; i < 6; i++) {
    const heard = crowds.map((crowd) => crowd.state.heard);
    const said = now();
    speaker.say("all x");
    await until(() => sum(crowds.map((crowd, i) => crowd.state.heard - heard[i])) === connections);
    times.push((Math.max(...crowds.map((crowd) => crowd.state.heardAt)) - said) / 1000);
    await pause(0.5);
  }

  const taken = [...nodes, redis].map((one, i) => processorTime(one) - before[i]);
  console.log(`one message to all: the last client has it after ${median(times).toFixed(0)} ms (median of ${times.length}); `
    + `µs of processor time per delivery: ${list(taken.slice(0, -1).map((time) => time / 6 / (connections / nodeCount)), 2)}, `
    + `redis ${(taken.at(-1) / 6000).toFixed(1)} ms a message`);
  speaker.close();
}

/** Kills the last node, which members of a room are on. */
async function reportKill(nodes, ports, crowds) {
  let leftAt = 0;
  for (let i = 0; i < 20; i++) (await plain(ports.at(-1), () => {}).then((client) => client)).say("enter");
  const watcher = await plain(ports[0], (text) => { if (text === "left") leftAt ||= now(); });
  watcher.say("watch");
  await pause(3);
  const before = nodes.map(processorTime);
  const killed = now();
  nodes.at(-1).kill("SIGKILL");
  await until(() => open(crowds) < connections);
  await until(() => open(crowds) === connections);
  const back = Math.max(...crowds.map((crowd) => crowd.state.changedAt));
  const taken = nodes.slice(0, -1).map((node, i) => (processorTime(node) - before[i]) / 1000);
  await until(() => leftAt > 0);
  console.log(`a node with ${Math.round(connections / nodeCount)} connections was killed: all were open at the others after `
    + `${((back - killed) / 1e6).toFixed(2)} s, which took ${list(taken)} ms of processor time; its members left after `
    + `${((leftAt - killed) / 1e6).toFixed(1)} s`);
}
