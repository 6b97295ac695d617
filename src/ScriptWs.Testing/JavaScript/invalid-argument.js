// The error of somebody who calls an assertion with something that it cannot work with. Plain language, no host objects.

/** A TypeError with a code, to be thrown. */
export function invalidArgument(message, code = "ERR_INVALID_ARG_TYPE") {
  return Object.assign(new TypeError(message), { code });
}
