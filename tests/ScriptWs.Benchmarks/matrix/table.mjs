// The table of a run, and its file.
import { cpus, release } from 'node:os';

export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((one, other) => one - other);
  return sorted.length === 0 ? Number.NaN : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Ratios are of the same round, so that a disturbance of the machine meets both. Above 1: the first server needs less. */
function ratio(measured, base, other, of) {
  return median(measured[base].map((one, round) => of(one, measured[other]?.[round] ?? {})));
}

export function tableOf(results, rows, servers) {
  const [base, ...others] = servers.map(({ name }) => name);
  const lines = [
    line(['', 'per second', 'µs of processor', 'p50, µs', 'p99, µs', ...others.map((name) => `processor × ${name}`), ...others.map((name) => `p99 × ${name}`)]),
    line(['---', ...Array.from({ length: 4 + 2 * others.length }, () => '---:')]),
  ];
  for (const { id, title } of rows) {
    const measured = results[id];
    const of = (key) => median(measured[base].map((one) => one[key]));
    lines.push(line([
      `${id}: ${title}`, grouped(of('rate')), figure(of('cpu')), grouped(of('p50')), grouped(of('p99')),
      ...others.map((name) => figure(ratio(measured, base, name, (ours, theirs) => theirs.cpu / ours.cpu))),
      ...others.map((name) => figure(ratio(measured, base, name, (ours, theirs) => theirs.p99 / ours.p99))),
    ]));
  }
  return lines.join('\n');
}

/** What a reader has to know of the machine. */
export function machineOf(loadBefore) {
  return `${cpus().length} cores, ${cpus()[0].model.trim()}, Linux ${release()}, load average ${loadBefore} before the run`;
}

const line = (cells) => `| ${cells.join(' | ')} |`;
const grouped = (value) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en-US') : '–');
const figure = (value) => (!Number.isFinite(value) ? '–' : value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(value < 0.1 ? 1 : value < 1 ? 2 : 3));
