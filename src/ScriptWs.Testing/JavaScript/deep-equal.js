// Deep equality with the meaning of node:assert/strict, and its partial form. Plain language, no host objects.

// Loops, not callbacks, where values nest: in an interpreter each level of calls costs stack.
const MAX_DEPTH = 150;
const MANY = 4096; // bytes

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
  const tag = tagOf(a);
  if (tag !== tagOf(b)) return false;
  const kind = kindOf(a, tag);
  if (kind !== kindOf(b, tag)) return false;

  // Two cycles are the same when they close at the same place.
  const metLeft = run.left.get(a);
  const metRight = run.right.get(b);
  if (metLeft !== undefined || metRight !== undefined) return metLeft === metRight;
  const place = run.left.size;
  if (place >= MAX_DEPTH) throw new RangeError(`Values that are nested more than ${MAX_DEPTH} levels deep cannot be compared.`);
  run.left.set(a, place);
  run.right.set(b, place);
  const result = kind.same(a, b, run) && sameProperties(a, b, run, kind.indexed);
  run.left.delete(a);
  run.right.delete(b);
  return result;
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
  { is: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView), same: sameView, indexed: true },
  { is: (value) => value instanceof DataView, same: sameView },
  { is: isOf(ArrayBuffer, "[object ArrayBuffer]", getter(ArrayBuffer, "byteLength")), same: sameBuffer },
  ...[Number, String, Boolean, Symbol, BigInt].map(boxed),
  ...[WeakMap, WeakSet, WeakRef, Promise].map(byReference),
  byText("URL", (url) => url.href),
  byText("URLSearchParams", String),
];

function kindOf(value, tag) {
  if (tag === "[object Array]" && Array.isArray(value)) return kinds[0];
  const prototype = Object.getPrototypeOf(value);
  if (tag === "[object Object]" && (prototype === Object.prototype || prototype === null)) return plain;
  return kinds.find((kind) => kind.is(value)) ?? plain;
}

/** The own enumerable properties; the places of an array are compared as its items. */
function sameProperties(a, b, run, indexed) {
  const keys = keysOf(b, indexed);
  if (!run.partial && keysOf(a, indexed).length !== keys.length) return false;
  for (const key of keys) {
    if (!isEnumerable(a, key) || !same(a[key], b[key], run)) return false;
  }
  return true;
}

function keysOf(value, indexed) {
  if (ArrayBuffer.isView(value) && value.byteLength > MANY) return []; // asking would make a text of each byte's place
  const names = indexed ? namesBehindItems(value) : Object.keys(value);
  const symbols = Object.getOwnPropertySymbols(value);
  return symbols.length === 0 ? names : [...names, ...symbols.filter((symbol) => isEnumerable(value, symbol))];
}

/** The items' places come first, in the language's own order. */
function namesBehindItems(value) {
  const names = Object.keys(value);
  let end = names.length;
  while (end > 0 && !isIndex(names[end - 1])) end--;
  return names.slice(end);
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

/** By their bytes, four at a time where they lie so. */
function sameView(a, b, run) {
  if (run.partial && a.length !== undefined) return inOrder(a, b, run);
  if (a.byteLength !== b.byteLength) return false;
  const words = a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0 ? a.byteLength >>> 2 : 0;
  return sameNumbers(new Uint32Array(a.buffer, words && a.byteOffset, words), new Uint32Array(b.buffer, words && b.byteOffset, words))
    && sameNumbers(new Uint8Array(a.buffer, a.byteOffset + 4 * words, a.byteLength - 4 * words), new Uint8Array(b.buffer, b.byteOffset + 4 * words, b.byteLength - 4 * words));
}

function sameBuffer(a, b, run) {
  return sameView(new Uint8Array(a), new Uint8Array(b), run);
}

function sameNumbers(a, b) {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}

function sameRegExp(a, b) {
  return a.source === b.source && a.flags === b.flags && is(a.lastIndex, b.lastIndex);
}

/** What makes an error is rarely enumerable: name, message, cause, and the errors of an AggregateError. */
function sameError(a, b, run) {
  for (const key of ["name", "message", "cause", "errors"]) {
    if (!same(a[key], b[key], run)) return false;
  }
  return true;
}

function sameElements(a, b, run) {
  if (run.partial ? a.size < b.size : a.size !== b.size) return false;
  const rest = [...a].filter((element) => isObject(element) && !b.has(element));
  for (const element of b) {
    if (a.has(element)) continue;
    if (!isObject(element) || !take(rest, element, run)) return false;
  }
  return true;
}

function sameEntries(a, b, run) {
  if (run.partial ? a.size < b.size : a.size !== b.size) return false;
  const rest = [...a].filter(([key]) => isObject(key));
  for (const [key, value] of b) {
    const found = isObject(key) ? take(rest, [key, value], run) : a.has(key) && same(a.get(key), value, run);
    if (!found) return false;
  }
  return true;
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** Removes the first element that is the same. Whether there was one. */
function take(elements, wanted, run) {
  for (let i = 0; i < elements.length; i++) {
    if (!same(elements[i], wanted, run)) continue;
    elements.splice(i, 1);
    return true;
  }
  return false;
}
