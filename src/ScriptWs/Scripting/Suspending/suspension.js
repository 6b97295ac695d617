// What a rewritten `for await` iterates over, so that the loop can close it itself. Evaluated once in an engine, at first use.
(function () {
  "use strict";
  const { asyncIterator } = Symbol;
  const { apply } = Reflect;

  return (items) => {
    const loop = { items, closing: undefined, close: () => false };
    const begin = items?.[asyncIterator];
    if (begin === undefined || begin === null) return loop; // the engine's own way is right, and so are its errors

    let inner, closed = false;
    loop.items = {
      [asyncIterator]() {
        inner = apply(begin, items, []);
        if ((typeof inner !== "object" && typeof inner !== "function") || inner === null) return inner;

        const next = inner.next;
        return {
          next: (...values) => apply(next, inner, values),
          get return() {
            const method = closed ? undefined : inner.return;
            return method === undefined || method === null || typeof method !== "function" ? method : (...values) => apply(method, inner, values);
          },
        };
      },
    };

    // Whether there is something to wait for; what fails here is less than what left the loop.
    loop.close = () => {
      closed = true;
      try {
        const method = inner.return;
        if (method === undefined || method === null) return false;

        loop.closing = apply(method, inner, []);
        return true;
      } catch {
        return false;
      }
    };
    return loop;
  };
})
