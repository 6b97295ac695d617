// Values as text that a person can read, bounded in every direction. Plain language, no host objects.

const SHORT = { items: 100, text: 1000 }; // of one array, map, set or object; characters of one string
const LONG = { items: 5000, text: 20_000 }; // where values are compared: the difference may be anywhere
const MAX_NODES = 5000; // of the whole text
const WIDTH = 76; // what fits stays on one line
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/**
 * A value as text: `{ room: 'garden', people: [ 'anna' ] }`.
 * `depth` says how many levels are shown; with `lines` each property has a line of its own and an order of its own,
 * so that two texts can be compared line by line.
 */
export function inspect(value, { depth = 4, lines = false } = {}) {
  return show(value, { depth, lines, max: lines ? LONG : SHORT, nodes: 0, path: [] });
}

function show(value, run) {
  if (++run.nodes > MAX_NODES) return "…";
  switch (typeof value) {
    case "string": return showString(value, run);
    case "number": return Object.is(value, -0) ? "-0" : String(value);
    case "bigint": return `${value}n`;
    case "function": return showFunction(value, run);
    case "object": return value === null ? "null" : showObject(value, run);
    default: return String(value); // undefined, boolean, symbol
  }
}

function showString(text, { lines, max }) {
  const shown = text.slice(0, max.text);
  const rest = text.length > max.text ? ` … ${text.length - max.text} more characters` : "";
  const pieces = lines ? shown.split(/(?<=\n)/) : [shown];
  return (pieces.length ? pieces : [""]).map(quote).join(" +\n") + rest;
}

/** In single quotes, unless double quotes or backticks spare an escape. */
export function quote(text) {
  const mark = ["'", '"', "`"].find((each) => !text.includes(each)) ?? "'";
  const body = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return mark + (mark === "'" ? body.replaceAll("'", "\\'") : body) + mark;
}

function showFunction(value, run) {
  // Only a class has a prototype that cannot be replaced.
  const isClass = Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false && value.name !== "";
  const parent = Object.getPrototypeOf(value)?.name;
  const label = isClass
    ? `[class ${value.name}${parent ? ` extends ${parent}` : ""}]`
    : `[Function${value.name ? `: ${value.name}` : " (anonymous)"}]`;
  return braces(label, properties(value, run), run);
}

function showObject(value, run) {
  if (run.path.includes(value)) return "[Circular]";
  if (run.path.length >= run.depth) return Array.isArray(value) ? "[Array]" : `[${nameOf(value) ?? "Object"}]`;
  run.path.push(value);
  try {
    return (shapes.find((shape) => shape.is(value)) ?? object).show(value, run);
  } catch (error) {
    return `[${tagOf(value)} that cannot be read: ${error?.message}]`; // a proxy, or a getter on a prototype
  } finally {
    run.path.pop();
  }
}

const object = {
  show(value, run) {
    const name = nameOf(value);
    const tag = tagOf(value);
    const label = name === null ? "[Object: null prototype] " : name === "Object" && tag === "Object" ? "" : `${name === "Object" ? tag : name} `;
    return enclose(label + "{", properties(value, run), "}", run);
  },
};

const labelled = (label) => (value, run) => braces(label(value, run), properties(value, run), run);

const shapes = [
  { is: Array.isArray, show: (value, run) => list(value, nameOf(value) === "Array" ? "" : `${nameOf(value)}(${value.length}) `, run) },
  { is: (value) => value instanceof Error, show: showError },
  { is: (value) => value instanceof Map, show: showMap },
  { is: (value) => value instanceof Set, show: showSet },
  { is: (value) => value instanceof Date, show: labelled((date) => (Number.isNaN(+date) ? "Invalid Date" : date.toISOString())) },
  { is: (value) => value instanceof RegExp, show: labelled(String) },
  { is: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView), show: (value, run) => list(value, `${nameOf(value)}(${value.length}) `, run) },
  { is: (value) => value instanceof DataView, show: (value, run) => list(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), "DataView ", run) },
  { is: (value) => value instanceof ArrayBuffer, show: (value, run) => list(new Uint8Array(value), "ArrayBuffer ", run) },
  ...[Number, String, Boolean, Symbol, BigInt].map((type) => ({
    is: (value) => value instanceof type,
    show: labelled((value, run) => `[${type.name}: ${show(type.prototype.valueOf.call(value), run)}]`),
  })),
];

function showError(error, run) {
  const parts = properties(error, run);
  for (const key of ["cause", "errors"]) {
    if (Object.hasOwn(error, key)) parts.push(`[${key}]: ${show(error[key], run)}`);
  }
  return braces(`[${titleOf(error)}]`, parts, run);
}

/** Name and message of an error, or the text of whatever else was thrown. */
export function titleOf(error) {
  if (!(error instanceof Error)) return inspect(error);
  const name = String(error.name);
  const type = nameOf(error) ?? name;
  const title = name.includes(type) || name !== "Error" ? name : type; // a class that did not set its name
  return error.message ? `${title}: ${error.message}` : title;
}

function showMap(map, run) {
  const parts = unordered([...map], ([key, value]) => `${show(key, run)} => ${show(value, run)}`, run);
  return enclose(`${nameOf(map)}(${map.size}) {`, [...parts, ...properties(map, run)], "}", run);
}

function showSet(set, run) {
  const parts = unordered([...set], (element) => show(element, run), run);
  return enclose(`${nameOf(set)}(${set.size}) {`, [...parts, ...properties(set, run)], "}", run);
}

function list(items, label, run) {
  const parts = [];
  for (let i = 0; i < Math.min(items.length, run.max.items); i++) parts.push(Object.hasOwn(items, i) ? show(items[i], run) : "<empty>");
  if (items.length > run.max.items) parts.push(`… ${items.length - run.max.items} more`);
  const extra = Array.isArray(items) ? properties(items, run, (key) => !/^\d+$/.test(key)) : [];
  return enclose(label + "[", [...parts, ...extra], "]", run);
}

function properties(value, run, wanted = () => true) {
  const symbols = Object.getOwnPropertySymbols(value).filter((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol));
  const names = Object.keys(value).filter((name) => wanted(name) && !(value instanceof String && /^\d+$/.test(name)));
  if (run.lines) names.sort();
  const labelledProperty = (key) => {
    const label = typeof key === "symbol" ? `[${String(key)}]` : NAME.test(key) ? key : quote(key);
    return `${label}: ${showProperty(value, key, run)}`;
  };
  return bounded([...names, ...symbols], labelledProperty, run);
}

/** A getter is called only where values are compared: it may do things. */
function showProperty(value, key, run) {
  const { get, set } = Object.getOwnPropertyDescriptor(value, key) ?? {};
  if (!get && !set) return show(value[key], run);
  if (!get || !run.lines) return get ? (set ? "[Getter/Setter]" : "[Getter]") : "[Setter]";
  return `[Getter] ${show(value[key], run)}`;
}

function bounded(values, text, { max }) {
  const parts = values.slice(0, max.items).map(text);
  return values.length > max.items ? [...parts, `… ${values.length - max.items} more`] : parts;
}

/** The order of a map or set does not count where values are compared. */
function unordered(values, text, run) {
  const parts = bounded(values, text, run);
  return run.lines ? parts.sort() : parts;
}

function braces(label, parts, run) {
  return parts.length === 0 ? label : enclose(`${label} {`, parts, "}", run);
}

function enclose(open, parts, close, run) {
  if (parts.length === 0) return open + close;
  const flat = `${open} ${parts.join(", ")} ${close}`;
  if (!run.lines && flat.length <= WIDTH && !flat.includes("\n")) return flat;
  // Compared lines all end with a comma: the last one would differ from the same line elsewhere.
  const rows = run.lines ? parts.map((part) => `${part},`) : filled(parts);
  return `${open}\n${rows.map((row) => `  ${row.replaceAll("\n", "\n  ")}`).join("\n")}\n${close}`;
}

/** Rows that end with a comma, but for the last; many short parts share one. */
function filled(parts) {
  const rows = [];
  const dense = parts.length > 6 && parts.every((part) => part.length <= 16 && !part.includes("\n"));
  parts.forEach((part, at) => {
    const text = at < parts.length - 1 ? `${part},` : part;
    if (dense && rows.length > 0 && rows.at(-1).length + text.length < WIDTH) rows.push(`${rows.pop()} ${text}`);
    else rows.push(text);
  });
  return rows;
}

/** The name of an object's class, or `null` when it has no prototype. */
function nameOf(value) {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null) return null;
  const name = prototype.constructor?.name;
  return typeof name === "string" && name !== "" ? name : tagOf(value);
}
