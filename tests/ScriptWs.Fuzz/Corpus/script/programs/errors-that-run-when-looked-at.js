attempt(() => { throw thrower(function again() { return again(); }); });
Promise.reject(thrower(() => { throw 1; }));
throw thrower(() => { for (;;); });
