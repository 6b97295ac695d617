// Turns the measurements of one comparison into the table, the goals and, when asked, a JSON file.
//   node report.mjs MEASURED.jsonl LOAD_AVERAGE --plain|--tls [FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const [, , file, loadAverage, wire, json] = process.argv;
const isTls = wire === '--tls';
const lines = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const servers = lines.filter((line) => line.version);
const measurements = lines.filter((line) => line.case);

// Over TLS most of the time goes into the same OpenSSL everywhere; the memory of an idle connection is its own.
const cases = [
  { name: 'echo1', title: 'echo, 1 in flight', goal: { least: 1.0 } },
  { name: 'echo16', title: 'echo, 16 in flight', goal: { least: isTls ? 1.0 : 3.0 } },
  { name: 'fanout', title: 'fan-out to 1000, deliveries', goal: { least: isTls ? 1.0 : 4.0 } },
  { name: 'idle', title: 'idle memory', goal: isTls ? undefined : { most: 6 } },
];

const valueOf = (measured) =>
  measured.case === 'idle' ? (measured.after - measured.before) / measured.connections : measured.rate;

function summary(server, name) {
  const values = measurements.filter((m) => m.server === server && m.case === name).map(valueOf).sort((a, b) => a - b);
  const half = values.length / 2;
  const median = (values[Math.ceil(half) - 1] + values[Math.floor(half)]) / 2;
  return { median, least: values[0], most: values.at(-1) };
}

const results = Object.fromEntries(
  servers.map(({ server, version }) => [
    server,
    { version, ...Object.fromEntries(cases.map(({ name }) => [name, summary(server, name)])) },
  ]),
);

function rate(perSecond) {
  if (perSecond >= 1e6) return `${(perSecond / 1e6).toFixed(2)} M/s`;
  return `${(perSecond / 1e3).toFixed(0)} k/s`;
}

function cell(name, { median, least, most }) {
  const show = name === 'idle' ? (kilobytes) => `${kilobytes.toFixed(1)} KB` : rate;
  return show(least) === show(most) ? show(median) : `${show(median)} (${show(least)} – ${show(most)})`;
}

const row = (cells) => `| ${cells.join(' | ')} |`;
console.log(row(['server', ...cases.map(({ name, title }) => (name === 'idle' ? `${title} per connection` : title))]));
console.log(row(['---', ...cases.map(() => '---:')]));
for (const { server, version } of servers) {
  console.log(row([version, ...cases.map(({ name }) => cell(name, results[server][name]))]));
}

function judge({ name, title, goal }) {
  const ours = results.scriptws[name].median;
  if (goal.most !== undefined) {
    return { title, goal: `at most ${goal.most} KB`, found: `${ours.toFixed(1)} KB`, met: ours <= goal.most };
  }
  const ratio = ours / results.node[name].median;
  return { title, goal: `at least ${goal.least.toFixed(1)} × Node`, found: `${ratio.toFixed(2)} × Node`, met: ratio >= goal.least };
}

const goals = results.scriptws && results.node ? cases.filter(({ goal }) => goal).map(judge) : [];
if (goals.length > 0) {
  console.log(`\n${row(['goal', 'wanted', 'found', ''])}\n${row(['---', '---', '---', '---'])}`);
  for (const { title, goal, found, met } of goals) console.log(row([title, goal, found, met ? 'pass' : 'FAIL']));
}

const machine = `${cpus().length} cores, ${cpus()[0].model.trim()}, load average ${loadAverage} before the run${isTls ? ', over TLS' : ''}`;
console.log(`\n${machine}.`);
const starved = measurements.filter((m) => m.starved > 0);
for (const m of starved) console.log(`Note: ${m.server} left ${m.starved} of 1000 clients behind in round ${m.round}.`);
if (Number(loadAverage) > 0.5) console.log('Note: the machine was busy; measure again when it is quiet.');

if (json) writeFileSync(json, `${JSON.stringify({ machine, results, goals, measurements }, null, 2)}\n`);
process.exitCode = goals.every(({ met }) => met) ? 0 : 1;
