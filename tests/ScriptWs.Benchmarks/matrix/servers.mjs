// Starts the servers that are compared: each alone on core 0, one process for each kind of wire.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const here = join(import.meta.dirname, '..');
const running = new Map();

/** The processor that the servers share, and the load's. */
export const serverCore = '0';
export const loadCore = '1';

/** @param {{ name: string, library?: string }} server @param {string} wire @param {{ certificate: string, key: string }} tls */
function commandOf(server, wire, tls) {
  if (server.name === 'node') return ['node', join(here, 'peers/node-ws.mjs')];
  if (server.name === 'bun') return [bun(), join(here, 'peers/bun.mjs')];

  const options = {
    plain: [],
    compressed: ['--compression:enabled', 'true', '--compression:minimumSize', '0', '--compression:contextTakeover', 'false'],
    tls: ['--listen', 'wss://127.0.0.1:0', '--tls:certificate', tls.certificate, '--tls:key', tls.key],
  };
  return ['dotnet', server.library, 'run', join(here, 'handlers/server.json'), ...options[wire]];
}

/** The program is in the package itself; its install script would only link it. */
function bun() {
  const packages = join(here, 'peers/node_modules/@oven');
  return join(packages, readdirSync(packages)[0], 'bin/bun');
}

export function versionOf(server) {
  const packageOf = (name) => JSON.parse(readFileSync(join(here, `peers/node_modules/${name}/package.json`), 'utf8'));
  if (server.name === 'node') return `Node ${process.versions.node}, ws ${packageOf('ws').version}`;
  return server.name === 'bun' ? `Bun ${packageOf('bun').version}` : server.name === 'scriptws' ? 'ScriptWs' : `ScriptWs, ${server.name}`;
}

/** @returns {Promise<{ port: number, id: number }>} */
export async function start(server, wire, tls) {
  const key = `${server.name} ${wire}`;
  if (!running.has(key)) running.set(key, await listening(key, commandOf(server, wire, tls), wire === 'plain' ? {} : environment(wire, tls)));
  return running.get(key);
}

const environment = (wire, tls) => (wire === 'tls' ? { TLS_CERTIFICATE: tls.certificate, TLS_KEY: tls.key } : { COMPRESSION: '1' });

function listening(name, command, env) {
  const server = spawn('taskset', ['-c', serverCore, ...command], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${name} does not listen after 60 s:\n${log}`)), 60_000);
    const onData = (data) => {
      log = `${log}${data}`.slice(-10_000);
      const port = /listening on wss?:\/\/127\.0\.0\.1:(\d+)\//.exec(log)?.[1];
      if (!port) return;
      clearTimeout(late);
      resolve({ port: Number(port), id: server.pid, process: server });
    };
    server.stdout.on('data', onData);
    server.stderr.on('data', onData);
    server.on('exit', (code) => reject(new Error(`${name} ended with ${code}:\n${log}`)));
  });
}

/** Ends all of them, by their ids. */
export function stopAll() {
  for (const { process: server } of running.values()) server.kill();
  running.clear();
}
