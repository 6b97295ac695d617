// Headers as in the fetch standard.
(function (native, use) {
  "use strict";
  const { tag } = use("events.js");

  // The server frames requests and keeps connections; a script that names one of these changes nothing, as on the web.
  const forbidden = /^(accept-encoding|connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/;

  const nameOf = (name) => {
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name = `${name}`)) throw new TypeError(`"${name.slice(0, 100)}" is no name of a header field.`);
    return name.toLowerCase();
  };
  const valueOf = (value) => {
    value = `${value}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
    if (/[\0\r\n]|[^\x00-\xff]/.test(value)) throw new TypeError("The value of a header field has characters up to U+00FF, and no line breaks.");
    return value;
  };

  let setGuard;
  class Headers {
    #fields = new Map();
    #guard = "none";

    static {
      setGuard = (headers, guard) => {
        headers.#guard = guard;
        if (guard === "request") for (const name of [...headers.#fields.keys()]) if (forbidden.test(name)) headers.#fields.delete(name);
        return headers;
      };
    }

    constructor(init) {
      if (init === undefined) return;
      if (init === null || (typeof init !== "object" && typeof init !== "function")) throw new TypeError("Headers are made of an object, of pairs, or of Headers.");
      const iterate = init[Symbol.iterator];
      if (iterate !== undefined && iterate !== null) {
        for (const pair of init) {
          if (typeof pair !== "object" || pair === null) throw new TypeError("Each item of Headers is a pair of name and value.");
          const items = [...pair];
          if (items.length !== 2) throw new TypeError("Each item of Headers is a pair of name and value.");
          this.append(items[0], items[1]);
        }
      } else {
        for (const key of Reflect.ownKeys(init)) {
          if (!Object.getOwnPropertyDescriptor(init, key)?.enumerable) continue;
          if (typeof key === "symbol") throw new TypeError("A symbol is no name of a header field.");
          this.append(key, init[key]);
        }
      }
    }

    #isClosed(name) {
      if (this.#guard === "immutable") throw new TypeError("These Headers cannot be changed; make new Headers of them.");
      return this.#guard === "request" && forbidden.test(name);
    }

    append(name, value) {
      [name, value] = [nameOf(name), valueOf(value)];
      if (this.#isClosed(name)) return;
      const known = this.#fields.get(name);
      if (known) known.push(value);
      else this.#fields.set(name, [value]);
    }

    delete(name) {
      name = nameOf(name);
      if (!this.#isClosed(name)) this.#fields.delete(name);
    }

    get(name) { return this.#fields.get(nameOf(name))?.join(", ") ?? null; }
    getSetCookie() { return [...(this.#fields.get("set-cookie") ?? [])]; }
    has(name) { return this.#fields.has(nameOf(name)); }

    set(name, value) {
      [name, value] = [nameOf(name), valueOf(value)];
      if (!this.#isClosed(name)) this.#fields.set(name, [value]);
    }

    forEach(callback, self) {
      if (typeof callback !== "function") throw new TypeError("forEach takes a function.");
      for (const [name, value] of this) callback.call(self, value, name, this);
    }

    #sorted() {
      const names = [...this.#fields.keys()].sort();
      return names.flatMap((name) => {
        const values = this.#fields.get(name);
        return name === "set-cookie" ? values.map((value) => [name, value]) : [[name, values.join(", ")]];
      });
    }

    *keys() { for (const [name] of this) yield name; }
    *values() { for (const [, value] of this) yield value; }
    *entries() {
      for (let i = 0; ; i++) {
        const pairs = this.#sorted(); // as it is now: a loop may change the headers
        if (i >= pairs.length) return;
        yield pairs[i];
      }
    }
    [Symbol.iterator]() { return this.entries(); }
  }
  tag(Headers, "Headers");

  return { Headers, setGuard };
})
