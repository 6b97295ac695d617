// What a function throws, or a promise is rejected with: throws, doesNotThrow, rejects, doesNotReject.
// Plain language, no host objects.

import { raise } from "./assertion-error.js";
import { isDeepEqual } from "./deep-equal.js";
import { comparison } from "./describe.js";
import { inspect, titleOf } from "./inspect.js";
import { invalidArgument } from "./invalid-argument.js";

const NOTHING = Symbol("nothing was thrown");

export function throws(run, ...expectation) {
  const { expected, message } = readExpectation("throws", expectation);
  checkThrown("throws", thrownBy("throws", run), expected, message);
}

export async function rejects(promise, ...expectation) {
  const { expected, message } = readExpectation("rejects", expectation);
  checkThrown("rejects", await rejectionOf("rejects", promise), expected, message);
}

export function doesNotThrow(run, ...expectation) {
  const { expected, message } = readExpectation("doesNotThrow", expectation);
  checkNotThrown("doesNotThrow", thrownBy("doesNotThrow", run), expected, message);
}

export async function doesNotReject(promise, ...expectation) {
  const { expected, message } = readExpectation("doesNotReject", expectation);
  checkNotThrown("doesNotReject", await rejectionOf("doesNotReject", promise), expected, message);
}

function thrownBy(operator, run) {
  if (typeof run !== "function") throw invalidArgument(`${operator} calls a function, but this is ${inspect(run)}.`);
  try {
    run();
    return NOTHING;
  } catch (error) {
    return error;
  }
}

async function rejectionOf(operator, promise) {
  const given = typeof promise === "function" ? promise() : promise;
  if (!isThenable(given)) {
    throw typeof promise === "function"
      ? invalidArgument(`${operator} calls a function that returns a promise, but it returned ${inspect(given)}.`, "ERR_INVALID_RETURN_VALUE")
      : invalidArgument(`${operator} awaits a promise, or a function that returns one, but this is ${inspect(promise)}.`);
  }
  try {
    await given;
    return NOTHING;
  } catch (error) {
    return error;
  }
}

function isThenable(value) {
  return value !== null && typeof value === "object" && typeof value.then === "function" && typeof value.catch === "function";
}

/** A text in place of an expectation is the message. */
function readExpectation(operator, [expected, message]) {
  if (typeof expected === "string") {
    if (message !== undefined) throw invalidArgument(`${operator}: a text says nothing about an error; give a class, a regular expression, an object or a function.`);
    return { expected: undefined, message: expected };
  }
  const mayBeObject = operator === "throws" || operator === "rejects";
  const known = expected === undefined || expected === null || typeof expected === "function"
    || (typeof expected === "object" && (mayBeObject || expected instanceof RegExp));
  if (!known) throw invalidArgument(`${operator}: an error is described by ${mayBeObject ? "a class, a regular expression, an object or a function" : "a class, a regular expression or a function"}, but this is ${inspect(expected)}.`);
  return { expected: expected ?? undefined, message };
}

function checkThrown(operator, error, expected, message) {
  if (error === NOTHING) {
    const wanted = isErrorClass(expected) ? article(expected.name) : "an error";
    const generated = operator === "throws" ? `Expected ${wanted}, but nothing was thrown.` : `Expected ${wanted}, but the promise was fulfilled.`;
    raise(message, { operator, expected, generated });
  }
  if (expected === undefined) {
    if (typeof message === "string" && titlesOf(error).includes(message)) {
      throw invalidArgument(`${operator}: ${inspect(message)} is the message of the error, yet a text here is only what is said when nothing is thrown; give a regular expression or an object.`, "ERR_AMBIGUOUS_ARGUMENT");
    }
    return;
  }
  const generated = mismatch(error, expected);
  if (generated !== null) raise(message, { operator, actual: error, expected, generated });
}

function checkNotThrown(operator, error, expected, message) {
  if (error === NOTHING) return;
  if (expected !== undefined && mismatch(error, expected) !== null) throw error;
  const happened = operator === "doesNotThrow" ? "Expected no error, received" : "Expected no rejection, received";
  const generated = `${happened} ${titleOf(error)}${typeof message === "string" ? `: ${message}` : ""}`;
  raise(message instanceof Error ? message : undefined, { operator, actual: error, expected, generated });
}

/** What is wrong with the error, or `null`. */
function mismatch(error, expected) {
  if (expected instanceof RegExp) {
    return expected.test(String(error)) ? null : `Expected an error that matches ${expected}, received ${titleOf(error)}`;
  }
  if (typeof expected === "object") return mismatchOfProperties(error, expected);
  if (expected.prototype !== undefined && error instanceof expected) return null;
  if (isErrorClass(expected)) return `Expected ${article(expected.name)}, received ${titleOf(error)}`;
  const verdict = expected.call({}, error);
  const name = expected.name ? `"${expected.name}"` : "The function that checks the error";
  return verdict === true ? null : `${name} must return true for ${titleOf(error)}, but it returned ${inspect(verdict)}.`;
}

function mismatchOfProperties(error, expected) {
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push("name", "message");
  if (keys.length === 0) throw invalidArgument("An empty object says nothing about an error; name its properties.", "ERR_INVALID_ARG_VALUE");
  if (typeof error !== "object" || error === null) return `Expected an error with ${keys.join(", ")}, received ${titleOf(error)}`;

  const [received, wanted] = [{}, {}];
  for (const key of keys) {
    const fits = key in error && (expected[key] instanceof RegExp && typeof error[key] === "string"
      ? expected[key].test(error[key])
      : isDeepEqual(error[key], expected[key]));
    if (key in error) received[key] = error[key];
    wanted[key] = fits ? error[key] : expected[key];
  }
  return isDeepEqual(received, wanted) ? null : `Expected other properties of the error, received ${titleOf(error)}\n\n${comparison(received, wanted)}`;
}

function isErrorClass(value) {
  return typeof value === "function" && (value === Error || Object.prototype.isPrototypeOf.call(Error, value));
}

function titlesOf(error) {
  return error !== null && typeof error === "object" ? [error.message, String(error)] : [error];
}

function article(noun) {
  return `${/^[AEIOU]/.test(noun) ? "an" : "a"} ${noun}`;
}
