// The difference of two texts, line by line. Plain language, no host objects.

const CONTEXT = 3; // equal lines shown around a difference
const MAX_CELLS = 250_000; // of the table that finds the longest common part; larger differences are shown as two blocks
const MAX_SHOWN = 80; // lines

/** `- ` is only in the expected text, `+ ` only in the received one; long equal parts are folded. */
export function diff(expected, received) {
  const [before, after] = [expected.split("\n"), received.split("\n")];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;

  const equal = (line) => `  ${line}`;
  const lines = [
    ...before.slice(0, start).map(equal),
    ...changes(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(equal),
  ];
  return shorten(fold(lines)).join("\n");
}

function changes(before, after) {
  const removed = (line) => `- ${line}`;
  const added = (line) => `+ ${line}`;
  if (before.length * after.length > MAX_CELLS) return [...before.map(removed), ...after.map(added)];

  const common = commonLengths(before, after);
  const lines = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push(`  ${before[i]}`);
      i++;
      j++;
    } else if (common[i + 1][j] >= common[i][j + 1]) lines.push(removed(before[i++]));
    else lines.push(added(after[j++]));
  }
  return [...lines, ...before.slice(i).map(removed), ...after.slice(j).map(added)];
}

/** At [i][j]: how many lines the rests of both from i and j have in common, in their order. */
function commonLengths(before, after) {
  const table = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      table[i][j] = before[i] === after[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table;
}

/** Leaves CONTEXT equal lines around each difference. */
function fold(lines) {
  const near = new Set();
  lines.forEach((line, at) => {
    if (line.startsWith("  ")) return;
    for (let i = at - CONTEXT; i <= at + CONTEXT; i++) near.add(i);
  });
  const folded = [];
  let hidden = [];
  const flush = () => {
    folded.push(...(hidden.length > 1 ? [`  … ${hidden.length} equal lines`] : hidden));
    hidden = [];
  };
  lines.forEach((line, at) => {
    if (!near.has(at)) return hidden.push(line);
    flush();
    folded.push(line);
  });
  flush();
  return folded;
}

function shorten(lines) {
  return lines.length <= MAX_SHOWN ? lines : [...lines.slice(0, MAX_SHOWN), `… ${lines.length - MAX_SHOWN} more lines`];
}
