// Compares servers over the rows of rows.mjs. `compare` beside this folder builds what it needs and starts it:
//   node run.mjs LOAD CERTIFICATE KEY NAME[=LIBRARY]... [--rounds 3] [--seconds 2] [--only a,b] [--save FILE]
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerOf } from './answers.mjs';
import { compressed, payloads, rows as allRows } from './rows.mjs';
import { loadCore, start, stopAll, versionOf } from './servers.mjs';
import { machineOf, median, tableOf } from './table.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '2' }, only: { type: 'string' }, save: { type: 'string' } },
});
const [load, certificate, key, ...named] = positionals;
const tls = { certificate, key };
const servers = named.map((one) => ({ name: one.split('=')[0], library: one.split('=')[1] }));
const wanted = values.only?.split(',');
const unknown = wanted?.filter((id) => !allRows.some((row) => row.id === id)) ?? [];
if (unknown.length > 0) fail(2, `there is no row ${unknown.join(', ')}; rows are ${allRows.map(({ id }) => id).join(', ')}`);
const rows = allRows.filter(({ id }) => !wanted || wanted.includes(id));
const loadBefore = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];

const files = mkdtempSync(join(tmpdir(), 'scriptws-compare-'));
process.on('exit', () => {
  stopAll();
  rmSync(files, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
for (const [name, payload] of Object.entries(payloads)) writeFileSync(join(files, name), payload);
writeFileSync(join(files, 'compressed'), compressed);

for (const row of rows) for (const server of servers) await start(server, row.wire, tls);
for (const row of rows.filter(({ mode }) => mode !== 'connect')) await compareAnswers(row);

const results = {};
for (let round = 0; round < Number(values.rounds); round++) {
  for (const row of rows) {
    // In turns, and every second round backwards: what comes first on a machine is not what comes first here.
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
      const measured = await measure(row, server, round === 0);
      ((results[row.id] ??= {})[server.name] ??= []).push(measured);
      console.error(`${round + 1} ${row.id.padEnd(14)} ${server.name.padEnd(9)} ${measured.rate}/s, ${measured.cpu} µs, p99 ${measured.p99} µs`);
    }
  }
}

const table = tableOf(results, rows, servers);
console.log(`${table}\n\n${servers.map(versionOf).join('; ')}. ${machineOf(loadBefore)}.`);
const missed = servers.some(({ name }) => name === 'node') ? rows.filter((row) => !row.mayLose && behindNode(results[row.id])) : [];
if (missed.length > 0) console.log(`Slower than Node: ${missed.map(({ id }) => id).join(', ')}.`);
if (values.save) writeFileSync(values.save, `${JSON.stringify({ date: new Date().toISOString(), machine: machineOf(loadBefore), servers: servers.map(versionOf), results }, null, 1)}\n`);
process.exit(missed.length > 0 ? 1 : 0);

async function compareAnswers(row) {
  const answers = [];
  for (const server of servers) answers.push(await answerOf(row, (await start(server, row.wire, tls)).port));
  const odd = answers.findIndex((answer) => answer !== answers[0] || answer === '' || answer.startsWith('error'));
  if (odd >= 0) fail(1, `${row.id}: ${servers[0].name} answers ${answers[0].slice(0, 300) || 'nothing'}\nand ${servers[odd].name} ${answers[odd].slice(0, 300) || 'nothing'}`);
}

async function measure(row, server, isFirst) {
  const { port, id } = await start(server, row.wire, tls);
  const options = { connections: row.connections, depth: row.depth, senders: row.senders, fan: row.fan, size: row.size };
  const args = [
    row.mode, '--port', port, '--process', id, '--path', row.path, '--seconds', values.seconds, '--warmup', isFirst ? 3 : 1,
    ...Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...(row.payload ? ['--payload', join(files, row.compressed ? 'compressed' : row.payload)] : []),
    ...(row.first ? ['--first', join(files, row.first)] : []),
    ...[row.binary && '--binary', row.compressed && '--compressed', row.wire === 'tls' && '--tls'].filter(Boolean),
  ];
  return await new Promise((resolve, reject) => {
    execFile('taskset', ['-c', loadCore, load, ...args.map(String)], (error, output, log) => {
      const line = output.trim();
      if (line === '') reject(new Error(`${row.id}, ${server.name}: ${log}`));
      else resolve(JSON.parse(line));
    });
  });
}

function behindNode(measured) {
  return median(measured[servers[0].name].map((ours, round) => measured.node[round].cpu / ours.cpu)) < 1;
}

function fail(code, message) {
  console.error(`compare: ${message}`);
  process.exit(code);
}
