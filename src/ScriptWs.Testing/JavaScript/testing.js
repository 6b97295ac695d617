// What `import … from "scriptws/testing"` gives. The host keeps the scenario that runs; everything here works on that one.

import { host } from "scriptws:host";
import { assert, AssertionError, inspect } from "./assert.js";
import { DataTable } from "./data-table.js";
import { World } from "./world.js";

export { assert, AssertionError, inspect, DataTable };

const functions = [];
const transformers = [];
let current;

/** Thrown by a step that is not written yet; a step may return "pending" as well. */
export class PendingException extends Error {}

/** Thrown by a step that does not apply here; a step may return "skipped" as well. */
export class SkippedException extends Error {}

// ── Definitions ───────────────────────────────────────────────────────────────────────────────────────────────────────

const define = (name) => (pattern, ...rest) => {
  const [options, run] = rest.length > 1 ? rest : [{}, rest[0]];
  if (typeof pattern !== "string" && !(pattern instanceof RegExp)) throw new TypeError(`${name} takes a text or a regular expression first, but got ${inspect(pattern)}.`);
  requireFunction(run, name);
  const isRegExp = pattern instanceof RegExp;
  host.step(isRegExp ? pattern.source : pattern, isRegExp, isRegExp ? pattern.flags : "", timeoutOf(options, name), functions.push(run) - 1, new Error().stack);
};

export const Given = define("Given");
export const When = define("When");
export const Then = define("Then");
export const defineStep = define("defineStep");

const defineHook = (type) => (...values) => {
  const run = values.pop();
  const options = typeof values[0] === "string" ? { tags: values[0] } : values[0] ?? {};
  requireFunction(run, type);
  host.hook(type, options.tags ?? "", options.name, timeoutOf(options, type), functions.push(run) - 1, new Error().stack);
};

export const Before = defineHook("Before");
export const After = defineHook("After");
export const BeforeAll = defineHook("BeforeAll");
export const AfterAll = defineHook("AfterAll");

export function defineParameterType({ name, regexp, transformer = (text) => text, useForSnippets = true, preferForRegexpMatch = false }) {
  requireFunction(transformer, "The transformer of defineParameterType");
  const patterns = [regexp].flat().map((one) => (one instanceof RegExp ? one.source : String(one)));
  host.parameterType(String(name), patterns, useForSnippets, preferForRegexpMatch, transformers.push(transformer) - 1, new Error().stack);
}

export function setDefaultTimeout(time) {
  host.setDefaultTimeout(timeoutOf({ timeout: time }, "setDefaultTimeout"));
}

function timeoutOf({ timeout }, name) {
  if (timeout === undefined) return undefined;
  if (typeof timeout !== "number" || !(timeout > 0)) throw new RangeError(`The timeout of ${name} is a number of milliseconds, but got ${inspect(timeout)}.`);
  return timeout;
}

function requireFunction(run, name) {
  if (typeof run !== "function") throw new TypeError(`${name} takes a function last, but got ${inspect(run)}.`);
}

// ── World ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The world of the scenario that runs, for arrow functions. */
export const world = new Proxy({}, {
  get: (_, name) => {
    const value = Reflect.get(living(), name);
    return typeof value === "function" ? value.bind(current) : value;
  },
  set: (_, name, value) => Reflect.set(living(), name, value),
  has: (_, name) => Reflect.has(living(), name),
  deleteProperty: (_, name) => Reflect.deleteProperty(living(), name),
  ownKeys: () => Reflect.ownKeys(living()),
  getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(living(), name),
});

function living() {
  if (current === undefined) throw new Error("There is no world outside of steps and hooks; use it inside of one.");
  return current;
}

// ── For the host ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const newWorld = () => new World(host);

/** Runs one step or hook with the world as `this`. Timers of the scenario before do not ring in this one. */
export async function run(index, its, args) {
  if (current !== its) timers.clear();
  current = its;
  const values = [];
  for (const arg of args) values.push(arg?.isTransformed ? await transformers[arg.transformer].apply(its, arg.groups) : arg?.isTable ? new DataTable(arg.rows) : arg);
  try {
    const returned = await functions[index].apply(its, values);
    return { outcome: returned === "pending" || returned === "skipped" ? returned : "passed" };
  } catch (error) {
    if (error instanceof PendingException) return { outcome: "pending", message: error.message };
    if (error instanceof SkippedException) return { outcome: "skipped", message: error.message };
    throw error instanceof Error ? error : new Error(`threw ${inspect(error)}`);
  }
}

// Timers keep real time: a step that waits for the scenario's own time advances its clock.
const timers = new Map();
let lastTimer = 0;
const timer = (repeats) => (callback, delay = 0, ...args) => {
  requireFunction(callback, repeats ? "setInterval" : "setTimeout");
  const id = ++lastTimer;
  const ring = () => {
    if (!timers.delete(id)) return;
    if (repeats) start();
    callback(...args);
  };
  const start = () => {
    timers.set(id, ring);
    host.after(Math.max(0, Number(delay) || 0), ring);
  };
  start();
  return id;
};
const clear = (id) => void timers.delete(id);
const log = (...values) => host.log(values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" "));

Object.assign(globalThis, {
  setTimeout: timer(false),
  setInterval: timer(true),
  clearTimeout: clear,
  clearInterval: clear,
  console: { log, info: log, warn: log, error: log, debug: log, trace: log },
});
