// The error of a failed assertion. Plain language, no host objects.

import { describe } from "./describe.js";
import { invalidArgument } from "./invalid-argument.js";

/** What a test states does not hold. */
export class AssertionError extends Error {
  /** @param {{ message?: string, actual?: unknown, expected?: unknown, operator?: string, generated?: string }} options */
  constructor(options) {
    if (typeof options !== "object" || options === null) throw invalidArgument("An AssertionError is made from an object with message, actual, expected and operator.");
    const { message, actual, expected, operator, generated } = options;
    const own = message !== undefined && message !== null;
    super(own ? String(message) : generated ?? describe(operator, actual, expected));

    this.generatedMessage = !own;
    this.code = "ERR_ASSERTION";
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, "name", { value: "AssertionError", configurable: true, writable: true });
  }
}

/** Throws an AssertionError; a message that is an error itself is thrown in its place. */
export function raise(message, details) {
  if (message instanceof Error) throw message;
  throw new AssertionError({ message, ...details });
}
