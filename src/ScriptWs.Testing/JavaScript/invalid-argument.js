// The error for an assertion that is called with an unusable argument. Plain language, no host objects.

/** A TypeError with a code, to be thrown. */
export function invalidArgument(message, code = "ERR_INVALID_ARG_TYPE") {
  return Object.assign(new TypeError(message), { code });
}
