// What of server.storage calls the script back, in JavaScript: each step counts against the budgets of a turn.
(function (native) {
  const { asyncIterator } = native;

  async function update(key, change, options) {
    native.requireFunction(change, "server.storage.update");
    for (let tries = native.maxTries; tries > 0; tries--) {
      const before = await native.read(key);
      const after = await native.call(change, before.value);
      if (await native.replace(key, after, before.version, options)) return after;
    }
    native.conflict("server.storage.update");
  }

  async function transaction(run) {
    native.requireFunction(run, "server.storage.transaction");
    for (let tries = native.maxTries; tries > 0; tries--) {
      const attempt = native.begin();
      let result;
      try {
        result = await native.call(run, attempt.transaction);
      } finally {
        attempt.end();
      }
      if (await attempt.commit()) return result;
    }
    native.conflict("server.storage.transaction");
  }

  function list(prefix, options) {
    const pages = native.pages(prefix, options);
    let page = { items: [], length: 0 }, at = 0, isLast = false, previous;

    async function step(before) {
      await before;
      while (at === page.length && !isLast) {
        page = await pages.next();
        (at = 0), (isLast = page.isLast);
      }
      return at < page.length ? { value: page.items[at++], done: false } : { value: undefined, done: true };
    }

    return {
      next: () => (previous = step(previous)),
      return: async (value) => {
        (at = page.length), (isLast = true);
        return { value, done: true };
      },
      [asyncIterator]() {
        return this;
      },
    };
  }

  return { update, transaction, list };
})
