// Measures the processor time of a message to a topic with a history, against one to a topic without. Both go through the same
// processes and take turns, so that what else the machine does meets both.
//   node histories.mjs ScriptWs.Cli.dll [--rounds 3] [--messages 10000] [--in-flight 16]
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { plain } from "./clients.mjs";
import { end, freePort, median, numberOption, processorTime, run, runRedis, withFolder } from "./processes.mjs";

const [program, ...options] = process.argv.slice(2);
if (!program?.endsWith(".dll")) {
  console.error("usage: node histories.mjs ScriptWs.Cli.dll [--rounds 3] [--messages 10000] [--in-flight 16]");
  process.exit(2);
}

const [rounds, messages] = [numberOption(options, "rounds", 3), numberOption(options, "messages", 10_000)];
const inFlight = numberOption(options, "in-flight", 16);
const kinds = ["plain", "kept"];

/** Where histories are, and how many nodes there are: the first one is spoken to, and the last one is heard. */
const places = {
  memory: { nodes: 1 },
  file: { nodes: 1, settings: () => ({ storage: { backend: "file" } }) },
  Redis: { nodes: 2, settings: (redis) => ({ cluster: { url: `redis://127.0.0.1:${redis}` } }) },
};

console.log(`processor time in µs a message, ${messages} messages, ${inFlight} in flight, median of ${rounds} rounds`);
for (const [name, place] of Object.entries(places)) {
  const results = await measure(place);
  for (const [i, process] of ["first node", "second node", "redis"].entries()) {
    if (results.plain[0][i] === undefined) continue;
    const [without, kept] = kinds.map((kind) => median(results[kind].map((result) => result[i])));
    const ratio = median(results.kept.map((result, round) => result[i] / results.plain[round][i]));
    const shown = `plain ${without.toFixed(1)}   history ${kept.toFixed(1)}   ratio ${ratio.toFixed(2)}`;
    console.log(`${name.padEnd(7)} ${process.padEnd(12)} ${shown}`);
  }
}

function measure({ nodes, settings = () => ({}) }) {
  return withFolder(async (folder) => {
    const redis = await freePort();
    const ports = [];
    for (let i = 0; i < nodes; i++) ports.push(await freePort());
    const processes = nodes > 1 ? [await runRedis(redis, folder)] : [];
    try {
      for (const port of ports) {
        const file = join(folder, `${port}.json`);
        writeFileSync(file, JSON.stringify({
          listen: [{ address: "127.0.0.1", port }],
          endpoints: [{ path: "/", script: join(import.meta.dirname, "kept.js") }],
          topics: [{ match: "kept", history: 100, age: "5m" }],
          ...settings(redis),
        }));
        processes.push(await run("dotnet", [program, "run", file, "--log-level", "warning"], /listening on/));
      }

      return await compare(ports, [...processes.slice(-nodes), ...processes.slice(0, -nodes)]);
    } finally {
      await end(processes);
    }
  });
}

async function compare(ports, processes) {
  let heard = 0, wanted = Infinity, done = () => {};
  const join = (port, receive) => new Promise((resolve, reject) => {
    const client = plain(port, (text) => text === "ready" ? client.then(resolve) : receive());
    client.catch(reject);
  });
  const sender = await join(ports[0], () => {});
  const listener = await join(ports.at(-1), () => { if (++heard >= wanted) done(); });
  const say = async (kind, number) => {
    const text = kind.padEnd(90, "x");
    for (let sent = 0; sent < number; sent += inFlight) {
      heard = 0;
      wanted = inFlight;
      const arrived = new Promise((resolve) => { done = resolve; });
      for (let i = 0; i < inFlight; i++) sender.say(text);
      await arrived;
    }
  };

  while (heard === 0) { // until the nodes have met
    sender.say("plain");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  await new Promise((resolve) => setTimeout(resolve, 500));
  const results = { plain: [], kept: [] };
  for (let round = -1; round < rounds; round++) { // the first one warms up
    for (const kind of kinds) {
      const before = processes.map(processorTime);
      await say(kind, messages);
      if (round >= 0) results[kind].push(processes.map((one, i) => (processorTime(one) - before[i]) / messages));
    }
  }

  for (const client of [sender, listener]) client.close();
  return results;
}
