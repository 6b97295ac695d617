attempt(() => { show(Promise.all(Object.create(null))); });
attempt(() => { show(new Map(Object.create(null))); });
attempt(() => { show(Temporal.PlainDateTime.prototype.equals.call(1, Object.create(null))); });
