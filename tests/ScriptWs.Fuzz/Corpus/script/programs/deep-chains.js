attempt(() => { let it = [1].values(); for (let i = 0; i < 15000; i++) it = it.map(x => x); show(it.next()); });
attempt(() => { let made = {}; for (let i = 0; i < 20000; i++) made = new Proxy(made, {}); show(Object.keys(made)); });
attempt(() => { let list = []; for (let i = 0; i < 20000; i++) list = [list]; show(`${list}`); });
