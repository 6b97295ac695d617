// Puts each built-in function into places where the language calls one by itself, so that it leads back to itself.
const of = Object.getPrototypeOf;
// Two large namespaces are left out: they are guarded in the same way, which another test compares, and would take as long as all others.
// So are timers, which call nothing back within a turn: the thousands that they leave would run between all functions that follow.
const left = ["setTimeout", "setInterval", "Intl", "Temporal", "console", "server", "URL", "URLSearchParams", "TextEncoder", "TextDecoder", "crypto"];
const generator = function* () { }, asyncGenerator = async function* () { };
const hidden = [
  generator, generator(), of(generator()), asyncGenerator, asyncGenerator(), of(asyncGenerator()), of(of(asyncGenerator())), async () => { }, [].values(),
  of([].values()), [].values().map(item => item), new Map().values(), new Set().values(), ""[Symbol.iterator](), "".matchAll(/x/g), Iterator.from({ next() { } }),
  Uint8Array, new Uint8Array(),
].map(of);

function allFunctions() {
  const seen = new Set(), functions = new Set(), waiting = [globalThis, ...hidden];
  while (waiting.length > 0) {
    const holder = waiting.pop();
    if (seen.has(holder)) continue;
    seen.add(holder);
    for (const key of Reflect.ownKeys(holder)) {
      if (holder === globalThis && left.includes(key)) continue;
      const property = Object.getOwnPropertyDescriptor(holder, key) ?? {};
      for (const value of [property.value, property.get, property.set]) {
        if (typeof value === "function") functions.add(value);
        if (value !== null && (typeof value === "object" || typeof value === "function")) waiting.push(value);
      }
    }
  }
  return [...functions];
}

const attempt = body => { try { body(); } catch { /* any error is fine; the end of the process is not */ } };
/** How many functions share the places. All go through one guard, so six neighbours in the list cover what one would in six times the time. */
const share = 6;
const traps = ["get", "set", "has", "deleteProperty", "ownKeys", "getOwnPropertyDescriptor", "defineProperty", "getPrototypeOf", "setPrototypeOf", "isExtensible", "preventExtensions", "apply", "construct"];

function put(f, number) {
  const isMine = (_, place) => place % share === number % share;
  for (const name of ["toString", "valueOf", Symbol.toPrimitive, "toJSON", "then", "next", "exec", Symbol.iterator].filter(isMine)) {
    const self = { length: 1, size: 1, name: "x" };
    self[0] = self.value = self.key = self;
    attempt(() => { self[name] = f; });
    attempt(() => `${self}`);
    attempt(() => f.call(self, self, self));
    attempt(() => [...self]);
  }
  for (const name of ["length", "x", "constructor", "global", Symbol.toStringTag].filter(isMine)) {
    const self = { valueOf: f };
    attempt(() => Object.defineProperty(self, name, { get: f, set: f }));
    attempt(() => f.call(self, self));
    attempt(() => { self[name] = self; });
  }
  const args = [];
  const again = Reflect.apply.bind(null, f, args, args);
  args.push(again, again, again);
  attempt(() => again());
  attempt(() => f.call([f, f], f, [f, f]));
  for (const trap of traps.filter(isMine)) {
    const handler = {};
    let proxy = new Proxy(function () { }, handler);
    handler[trap] = f;
    for (let i = 0; i < 2; i++) proxy = new Proxy(proxy, handler);
    attempt(() => f.call(proxy, proxy, proxy));
    attempt(() => proxy(proxy));
  }
  attempt(() => { let chain = { [Symbol.iterator]: () => chain }; for (let i = 0; i < 500; i++) { const before = chain; chain = f.call(before, before, before); } chain.next(); });
}

export function onStart() {
  const functions = allFunctions();
  let done = server.store.get("done") ?? 0; // an engine that got stuck is replaced, and goes on with the next function
  const step = () => {
    const f = functions[done++];
    server.store.set("done", done);
    if (f === undefined) {
      console.log(`each of ${functions.length} was tried`);
      return;
    }
    console.log(`${done} of ${functions.length}`);
    setTimeout(step, 0);
    put(f, done);
  };
  setTimeout(step, 0);
}
