// Deep equality with the meaning of node:assert/strict, and its partial form. Plain language, no host objects.

const is = Object.is;
const tagOf = (value) => Object.prototype.toString.call(value);
const getter = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;

/** Whether two values are the same all the way down: prototypes, symbols, -0 and NaN included. */
export function isDeepEqual(actual, expected) {
  return same(actual, expected, { partial: false, left: new Map(), right: new Map() });
}

/** Whether everything in `expected` is in `actual`, which may hold more; prototypes do not count. */
export function isPartiallyEqual(actual, expected) {
  return same(actual, expected, { partial: true, left: new Map(), right: new Map() });
}

function same(a, b, run) {
  if (is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (!run.partial && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const kind = kindOf(a);
  if (kind !== kindOf(b) || tagOf(a) !== tagOf(b)) return false;

  // Two cycles are the same when they close at the same place.
  const [metLeft, metRight] = [run.left.get(a), run.right.get(b)];
  if (metLeft !== undefined || metRight !== undefined) return metLeft === metRight;
  const place = run.left.size;
  run.left.set(a, place);
  run.right.set(b, place);
  try {
    return kind.same(a, b, run) && sameProperties(a, b, run, kind.indexed);
  } finally {
    run.left.delete(a);
    run.right.delete(b);
  }
}

// Whether a value really is of a type is asked from a method that works on that type only: a prototype can be set freely.
const isOf = (type, tag, probe) => (value) => {
  if (!(value instanceof type) && tagOf(value) !== tag) return false;
  try {
    probe.call(value);
    return true;
  } catch {
    return false;
  }
};

const boxed = (type) => ({
  is: isOf(type, `[object ${type.name}]`, type.prototype.valueOf),
  same: (a, b) => is(type.prototype.valueOf.call(a), type.prototype.valueOf.call(b)),
});

const byReference = (type) => ({ is: (value) => value instanceof type, same: () => false });
const byText = (name, text) => ({
  is: (value) => typeof globalThis[name] === "function" && value instanceof globalThis[name],
  same: (a, b) => text(a) === text(b),
});

const plain = { same: () => true };
const kinds = [
  { is: Array.isArray, same: sameItems, indexed: true },
  { is: isOf(Map, "[object Map]", getter(Map, "size")), same: sameEntries },
  { is: isOf(Set, "[object Set]", getter(Set, "size")), same: sameElements },
  { is: isOf(Date, "[object Date]", Date.prototype.getTime), same: (a, b) => is(+a, +b) },
  { is: isOf(RegExp, "[object RegExp]", getter(RegExp, "flags")), same: sameRegExp },
  { is: (value) => value instanceof Error || tagOf(value) === "[object Error]", same: sameError },
  { is: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView), same: sameBytes, indexed: true },
  { is: (value) => value instanceof DataView, same: (a, b, run) => sameBytes(bytesOf(a), bytesOf(b), run) },
  {
    is: isOf(ArrayBuffer, "[object ArrayBuffer]", getter(ArrayBuffer, "byteLength")),
    same: (a, b, run) => sameBytes(new Uint8Array(a), new Uint8Array(b), run),
  },
  ...[Number, String, Boolean, Symbol, BigInt].map(boxed),
  ...[WeakMap, WeakSet, WeakRef, Promise].map(byReference),
  byText("URL", (url) => url.href),
  byText("URLSearchParams", String),
];

function kindOf(value) {
  return kinds.find((kind) => kind.is(value)) ?? plain;
}

/** The own enumerable properties; the places of an array are compared as its items. */
function sameProperties(a, b, run, indexed) {
  const keys = keysOf(b, indexed);
  if (!run.partial && keysOf(a, indexed).length !== keys.length) return false;
  return keys.every((key) => isEnumerable(a, key) && same(a[key], b[key], run));
}

function keysOf(value, indexed) {
  const names = Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value).filter((symbol) => isEnumerable(value, symbol));
  return [...(indexed ? names.filter((name) => !isIndex(name)) : names), ...symbols];
}

function isEnumerable(value, key) {
  return Object.prototype.propertyIsEnumerable.call(value, key);
}

function isIndex(name) {
  return /^(0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
}

function sameItems(a, b, run) {
  if (run.partial) return inOrder(a, b, run);
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (Object.hasOwn(a, i) !== Object.hasOwn(b, i) || !same(a[i], b[i], run)) return false;
  }
  return true;
}

/** Partial arrays: what is expected comes in this order; others may stand between. Holes expect nothing. */
function inOrder(a, b, run) {
  let from = 0;
  for (let i = 0; i < b.length; i++) {
    if (!Object.hasOwn(b, i)) continue;
    while (from < a.length && !same(a[from], b[i], run)) from++;
    if (from++ >= a.length) return false;
  }
  return true;
}

function sameBytes(a, b, run) {
  if (run.partial) return inOrder(a, b, run);
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    if (!is(a[i], b[i])) return false;
  }
  return true;
}

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function sameRegExp(a, b) {
  return a.source === b.source && a.flags === b.flags && is(a.lastIndex, b.lastIndex);
}

/** What makes an error is rarely enumerable: name, message, cause, and the errors of an AggregateError. */
function sameError(a, b, run) {
  return ["name", "message", "cause", "errors"].every((key) => same(a[key], b[key], run));
}

function sameElements(a, b, run) {
  if (run.partial ? a.size < b.size : a.size !== b.size) return false;
  const rest = [...a].filter((element) => isObject(element) && !b.has(element));
  for (const element of b) {
    if (a.has(element)) continue;
    if (!isObject(element) || !take(rest, (other) => same(other, element, run))) return false;
  }
  return true;
}

function sameEntries(a, b, run) {
  if (run.partial ? a.size < b.size : a.size !== b.size) return false;
  const rest = [...a].filter(([key]) => isObject(key));
  for (const [key, value] of b) {
    const found = isObject(key)
      ? take(rest, ([otherKey, other]) => same(otherKey, key, run) && same(other, value, run))
      : a.has(key) && same(a.get(key), value, run);
    if (!found) return false;
  }
  return true;
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** Removes the first element that fits. Whether there was one. */
function take(elements, fits) {
  const at = elements.findIndex(fits);
  if (at >= 0) elements.splice(at, 1);
  return at >= 0;
}
