// What every generated program begins with: values that are too long to be written out in the grammar, and two ways to look at what comes out.
const attempt = run => {
  const told = error => { try { show(error); show(error.message); show(error.stack); } catch (again) { console.log(again); } };
  try { run()?.then?.(undefined, told); } catch (error) { told(error); }
};
const show = value => { console.log(value); };
const endless = () => ({
  [Symbol.iterator]() { return this; }, [Symbol.asyncIterator]() { return this; }, next() { return this; }, value: 1, done: false,
  size: 1e9, has: Boolean, keys() { return this; }, length: 2 ** 53 - 1, source: "x", flags: "g",
});
const sparse = () => { const list = []; list[2 ** 32 - 2] = 1; return list; };
const cyclic = () => { const list = [1]; list.push(list, { list }); return list; };
const shared = () => { let list = []; for (let i = 0; i < 60; i++) list = [list, list]; return list; };
const sharedObjects = () => { let made = {}; for (let i = 0; i < 60; i++) made = { a: made, b: made }; return made; };
const proxies = (target, depth) => { for (let i = 0; i < depth; i++) target = new Proxy(target, {}); return target; };
const revoked = () => { const { proxy, revoke } = Proxy.revocable(function () { }, {}); revoke(); return proxy; };
const detached = () => { const bytes = new Uint8Array(8); bytes.buffer.transfer(); return bytes; };
const thrower = run => {
  const error = new Error("x");
  for (const name of ["stack", "name", "message", "cause", "errors", "constructor"]) Object.defineProperty(error, name, { get: run });
  return error;
};
const prototypeOf = Object.getPrototypeOf;
// No global leads to these.
globalThis.hidden = [
  function* () { }, (function* () { })(), prototypeOf((function* () { })()), async function* () { }, (async function* () { })(), async () => { }, [].values(), [].values().map(item => item),
  new Map().values(), new Set().values(), ""[Symbol.iterator](), "".matchAll(/x/g), Iterator.from({ next() { } }), Uint8Array, new Uint8Array(),
].map(prototypeOf);
