attempt(() => { show(Array.prototype.includes.call(endless(), 2)); });
attempt(async () => { show(await Promise.all(endless())); });
