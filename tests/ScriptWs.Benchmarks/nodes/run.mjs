// Measures the processor time of two nodes and their redis-server: one client says something at node 1, clients of node 2 hear it.
// The servers take turns, so that what else the machine does meets them all.
//   node run.mjs ScriptWs.Cli.dll [--other ScriptWs.Cli.dll] [--rounds 3] [--listeners 50] [--messages 20000] [--warm-up 10000]
import { join } from "node:path";
import { plain, socketIo } from "./clients.mjs";
import { calls, end, freePort, median, numberOption, processorTime, run, runRedis, withFolder } from "./processes.mjs";

const [program, ...options] = process.argv.slice(2);
if (!program?.endsWith(".dll")) {
  console.error("usage: node run.mjs ScriptWs.Cli.dll [--other ScriptWs.Cli.dll] [--rounds 3] [--listeners 50] [--messages 20000]");
  process.exit(2);
}

const [rounds, listeners] = [numberOption(options, "rounds", 3), numberOption(options, "listeners", 50)];
const [messages, warmUp] = [numberOption(options, "messages", 20_000), numberOption(options, "warm-up", 10_000)];
const inFlight = numberOption(options, "in-flight", 16), payload = "x".repeat(90);
const here = import.meta.dirname;

const scriptWs = (cli) => ({
  connect: plain,
  start: (port, redis) => run("dotnet", [
    cli, "run", join(here, "room.js"), "--listen", port, "--log-level", "warning",
    "--cluster:url", `redis://127.0.0.1:${redis}`], /listening on/),
});
const node = (script, connect) => ({ connect, start: (port, redis) => run("node", [join(here, script), port, redis], /ready/) });
const servers = { ScriptWs: scriptWs(program) };
const other = options.indexOf("--other");
if (other >= 0) servers.other = scriptWs(options[other + 1]);
if (!options.includes("--only")) {
  servers["ws + ioredis"] = node("ws-node.mjs", plain);
  servers["Socket.IO"] = node("socketio-node.mjs", socketIo);
}

const results = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, server] of Object.entries(servers)) results[name].push(await measure(server));
}

const columns = ["first", "second", "redis", "calls"];
const own = Object.fromEntries(columns.map((column) => [column, median(results.ScriptWs.map((result) => result[column]))]));
console.log(`processor time in µs a message, PUBLISH calls a message; ${listeners} listeners, ${messages} messages, ${inFlight} in flight, `
  + `median of ${rounds} rounds (ratio of ScriptWs to it)`);
for (const [name, list] of Object.entries(results)) {
  const shown = columns.map((column) => {
    const value = median(list.map((result) => result[column]));
    return `${column} ${value.toFixed(2)} (${(own[column] / value).toFixed(2)})`;
  });
  console.log(`${name.padEnd(14)} ${shown.join("   ")}`);
}

function measure(server) {
  return withFolder(async (folder) => {
    const [redisPort, ...ports] = [await freePort(), await freePort(), await freePort()];
    const processes = [await runRedis(redisPort, folder)];
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
      const published = await calls(redisPort, "publish");
      const before = processes.map(processorTime);
      await say(messages);
      const [redis, first, second] = processes.map((one, i) => (processorTime(one) - before[i]) / messages);
      const publishes = (await calls(redisPort, "publish") - published) / messages;
      for (const client of [sender, ...others]) client.close();
      return { first, second, redis, calls: publishes };
    } finally {
      await end(processes);
    }
  });
}
