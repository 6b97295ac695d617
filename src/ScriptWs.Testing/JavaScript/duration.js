// Times as people write them: "500ms", "40s", "2m", "1h", or a number of seconds.

import { inspect } from "./inspect.js";

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a time. */
export function milliseconds(time, name) {
  if (typeof time === "number" && time >= 0 && Number.isFinite(time)) return time * 1000;
  const [, number, unit] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h)\s*$/.exec(String(time)) ?? [];
  if (unit === undefined) throw new RangeError(`${name} is a time such as "500ms", "40s", "2m" or a number of seconds, but got ${inspect(time)}.`);
  return Number(number) * units[unit];
}
