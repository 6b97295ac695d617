// What a failed assertion says when its author gave no message. Plain language, no host objects.

import { isDeepEqual } from "./deep-equal.js";
import { diff } from "./diff.js";
import { inspect } from "./inspect.js";

const DEPTH = 50; // of values that are compared: what differs may be deep inside
const SHORT = 100; // characters of an expected and a received value that go into one sentence
const BEFORE = 20; // characters or items shown before the first difference of long texts or lists
const EXCERPT = 2000; // characters or items shown from there

/** One sentence, with the values or their difference under it when they are long. */
export function describe(operator, actual, expected) {
  return (descriptions[operator] ?? differ)(actual, expected);
}

const descriptions = {
  strictEqual: (actual, expected) => isObject(actual) && isObject(expected) && alike(actual, expected)
    ? `Expected the same object, received another one with the same content; deepEqual compares contents:\n\n${inspect(actual)}`
    : differ(actual, expected),
  deepStrictEqual: differ,
  partialDeepStrictEqual: (actual, expected) => `Part of what was expected was not received.\n\n${comparison(askedFor(actual, expected), expected)}`,
  notStrictEqual: (actual, expected) => isObject(expected)
    ? `Expected another object than this one:\n\n${inspect(expected)}`
    : sentence("Expected anything but", inspect(expected)),
  notDeepStrictEqual: (_, expected) => sentence("Expected anything but", inspect(expected)),
  match: (actual, expected) => typeof actual === "string"
    ? `Expected a text that matches ${expected}, received ${inspect(actual)}.`
    : `Expected a text to match with ${expected}, received ${inspect(actual)}.`,
  doesNotMatch: (actual, expected) => typeof actual === "string"
    ? `Expected a text that does not match ${expected}, received ${inspect(actual)}.`
    : `Expected a text to match with ${expected}, received ${inspect(actual)}.`,
  "==": (actual) => sentence("Expected a truthy value, received", inspect(actual)),
  fail: () => "Failed.",
};

function differ(actual, expected) {
  const [received, wanted] = [inspect(actual), inspect(expected)];
  const short = ![received, wanted].some((text) => text.includes("\n") || text.length > SHORT);
  const manyLines = typeof actual === "string" && typeof expected === "string" && `${actual}${expected}`.includes("\n");
  const simple = short && !manyLines && !(isObject(actual) && isObject(expected));
  if (simple && received !== wanted) return `Expected ${wanted}, received ${received}.`;
  return `Expected and received differ.\n\n${comparison(actual, expected)}`;
}

/** The difference of two values, line by line. */
export function comparison(actual, expected) {
  const from = isLong(actual) && isLong(expected) ? beforeDifference(actual, expected) : 0;
  const [received, wanted] = [actual, expected].map((value) => inspect(from > 0 ? excerpt(value, from) : value, { depth: DEPTH, lines: true }));
  if (received === wanted) return `${inspect(actual)}\n\nBoth look like this; they differ in what is not shown: in their prototypes, or far inside.`;
  return `- expected${from > 0 ? `, from ${from} on` : ""}\n+ received\n\n${diff(wanted, received)}`;
}

/** A plain object without the properties that were not given. */
function askedFor(actual, expected, path = []) {
  const plain = [actual, expected].every((value) => Object.prototype.toString.call(value) === "[object Object]");
  if (!plain || path.length > DEPTH || path.includes(actual)) return actual;
  const known = Object.keys(expected).filter((key) => Object.hasOwn(actual, key));
  return Object.fromEntries(known.map((key) => [key, askedFor(actual[key], expected[key], [...path, actual])]));
}

/** A failure must be told even of values that cannot be compared. */
function alike(actual, expected) {
  try {
    return isDeepEqual(actual, expected);
  } catch {
    return false;
  }
}

function isLong(value) {
  return (typeof value === "string" || Array.isArray(value) || ArrayBuffer.isView(value)) && value.length > SHORT;
}

/** Where to begin to show two long texts or lists: a little before their first difference. */
function beforeDifference(actual, expected) {
  let at = 0;
  while (at < actual.length && at < expected.length && (actual[at] === expected[at] || alike(actual[at], expected[at]))) at++;
  return typeof actual === "string" ? Math.max(actual.lastIndexOf("\n", at) + 1, at - BEFORE) : at - BEFORE;
}

function excerpt(value, from) {
  return value.slice(from, from + EXCERPT);
}

function sentence(words, value) {
  return value.includes("\n") ? `${words}:\n\n${value}` : `${words} ${value}.`;
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}
