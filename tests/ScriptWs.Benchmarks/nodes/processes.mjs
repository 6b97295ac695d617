// Starts the processes that are measured, and reads what they have taken.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts a program, and waits for a line of its output. */
export async function run(command, args, ready) {
  const child = spawn(command, args.map(String), { stdio: ["ignore", "pipe", "inherit"] });
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    if (ready.test(chunk.toString())) break;
  }
  child.stdout.resume();
  return child;
}

/** A redis-server without a file. */
export function runRedis(port, folder) {
  return run("redis-server", ["--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", folder], /Ready to accept/);
}

export async function end(processes) {
  for (const one of processes.toReversed()) {
    one.kill("SIGKILL");
    if (one.exitCode === null && one.signalCode === null) await once(one, "exit");
  }
}

/** Runs something with a folder that is deleted afterwards. */
export async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), "scriptws-nodes-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Processor time in microseconds, by the clock ticks of /proc (proc(5)). */
export function processorTime({ pid }) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** Threads of a process by name, with their processor time in microseconds. */
export function threadTimes({ pid }) {
  const times = {};
  for (const id of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${id}/stat`, "utf8");
    const name = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    times[name] = (times[name] ?? 0) + (Number(fields[11]) + Number(fields[12])) * 10_000;
  }

  return times;
}

/** How often a redis-server has run a command. */
export async function calls(port, command) {
  const socket = connect(port, "127.0.0.1");
  socket.end("INFO commandstats\r\n");
  let text = "";
  for await (const chunk of socket) text += chunk;
  return Number(text.match(new RegExp(`cmdstat_${command}:calls=(\\d+)`))?.[1] ?? 0);
}

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Reads "--name 5" from the arguments. */
export const numberOption = (options, name, otherwise) => {
  const at = options.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(options[at + 1]) || otherwise;
};
