// Assertions in the manner of node:assert/strict, for steps files. Plain language, no host objects: it runs in any engine.

import { AssertionError, raise } from "./assertion-error.js";
import { doesNotReject, doesNotThrow, rejects, throws } from "./assert-throws.js";
import { isDeepEqual, isPartiallyEqual } from "./deep-equal.js";
import { inspect, titleOf } from "./inspect.js";
import { invalidArgument } from "./invalid-argument.js";

export { AssertionError, inspect };

/** Fails unless the value is truthy. */
export function assert(...values) {
  ok(...values);
}

function ok(...values) {
  const [value, message] = values;
  if (value) return;
  const generated = values.length === 0 ? "An assertion was called without a value." : undefined;
  raise(message, { actual: value, expected: true, operator: "==", generated });
}

/** An assertion of two values that holds when `holds(actual, expected)` does. */
function comparing(operator, holds) {
  const check = (...values) => {
    if (values.length < 2) throw invalidArgument(`${operator} compares two values: the actual one and the expected one.`, "ERR_MISSING_ARGS");
    const [actual, expected, message] = values;
    if (!holds(actual, expected)) raise(message, { actual, expected, operator });
  };
  return Object.defineProperty(check, "name", { value: operator });
}

function matching(operator, wanted) {
  const check = (text, pattern, message) => {
    if (!(pattern instanceof RegExp)) throw invalidArgument(`${operator} compares with a regular expression, but this is ${inspect(pattern)}.`);
    if (typeof text === "string" && (pattern.exec(text) !== null) === wanted) return;
    raise(message, { actual: text, expected: pattern, operator });
  };
  return Object.defineProperty(check, "name", { value: operator });
}

function fail(message) {
  raise(message, { operator: "fail" });
}

function ifError(value) {
  if (value === null || value === undefined) return;
  const generated = `Expected no error, received ${titleOf(value)}`;
  throw new AssertionError({ actual: value, expected: null, operator: "ifError", generated });
}

const strictEqual = comparing("strictEqual", Object.is);
const notStrictEqual = comparing("notStrictEqual", (actual, expected) => !Object.is(actual, expected));
const deepStrictEqual = comparing("deepStrictEqual", isDeepEqual);
const notDeepStrictEqual = comparing("notDeepStrictEqual", (actual, expected) => !isDeepEqual(actual, expected));
const partialDeepStrictEqual = comparing("partialDeepStrictEqual", isPartiallyEqual);

Object.assign(assert, {
  ok,
  equal: strictEqual,
  strictEqual,
  notEqual: notStrictEqual,
  notStrictEqual,
  deepEqual: deepStrictEqual,
  deepStrictEqual,
  notDeepEqual: notDeepStrictEqual,
  notDeepStrictEqual,
  partialDeepStrictEqual,
  match: matching("match", true),
  doesNotMatch: matching("doesNotMatch", false),
  throws,
  doesNotThrow,
  rejects,
  doesNotReject,
  fail,
  ifError,
  AssertionError,
  strict: assert,
});
