attempt(() => { show(structuredClone((() => { const e = new Error("x"); e.cause = e; return e; })())); });
attempt(() => { const e = new Error("x", { cause: [] }); e.cause.push(e, { e }); server.store.set("a", e); server.store.set("a", e); show(server.store.get("a")); });
