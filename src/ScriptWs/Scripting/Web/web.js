// What scripts know from the web, as far as it is plain JavaScript. Evaluated once in an engine, when a script first asks
// for one of these names; `native` holds what only the host can do.
(function (native, use) {
  "use strict";
  const iterator = Symbol.iterator;
  const text = (value) => `${value}`.toWellFormed();
  const withoutLines = (value) => text(value).replace(/[\t\n\r]/g, "");
  const escape = (value, characters) => value.replace(characters, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

  // What would end a part, or be trimmed; the parser encodes the rest.
  const NOT_USER = /[\0- "#<>?`{}/:;=@[\\\]^|\x7f]/g, NOT_PATH = /[\0- ?#]/g, NOT_QUERY = /[\0- #]/g, NOT_FRAGMENT = /[\0- ]/g;

  // Tells the parameters of a URL that its query has changed.
  let read;

  class URLSearchParams {
    #pairs = [];
    #changed = null;

    static {
      read = (params, query) => {
        params.#pairs = [];
        params.#parse(query);
      };
    }

    constructor(init = "", changed = null) {
      if (typeof changed === "function") this.#changed = changed;
      if (init === null || (typeof init !== "object" && typeof init !== "function")) this.#parse(text(init));
      else if (typeof init[iterator] === "function") {
        for (const pair of init) {
          const [name, value, ...rest] = pair;
          if (rest.length > 0 || [...pair].length !== 2) throw new TypeError("Each item of URLSearchParams is a pair of name and value.");
          this.#pairs.push([text(name), text(value)]);
        }
      } else this.#pairs = [...new Map(Object.keys(init).map((name) => [text(name), text(init[name])]))];
    }

    #parse(query) {
      if (query.startsWith("?")) query = query.slice(1);
      for (const part of query.split("&")) {
        if (part === "") continue;
        const at = part.indexOf("=");
        const [name, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
        this.#pairs.push([native.decodeForm(name), native.decodeForm(value)]);
      }
    }

    #set(pairs) {
      this.#pairs = pairs;
      this.#changed?.(this.toString());
    }

    get size() { return this.#pairs.length; }
    append(name, value) { this.#set([...this.#pairs, [text(name), text(value)]]); }
    delete(name, value) { name = text(name); this.#set(this.#pairs.filter(([n, v]) => n !== name || (value !== undefined && v !== text(value)))); }
    get(name) { name = text(name); return this.#pairs.find(([n]) => n === name)?.[1] ?? null; }
    getAll(name) { name = text(name); return this.#pairs.filter(([n]) => n === name).map(([, v]) => v); }
    has(name, value) { name = text(name); return this.#pairs.some(([n, v]) => n === name && (value === undefined || v === text(value))); }

    set(name, value) {
      name = text(name);
      const at = this.#pairs.findIndex(([n]) => n === name);
      if (at < 0) return this.append(name, value);
      this.#set(this.#pairs.filter(([n], i) => n !== name || i === at).map(([n, v], i) => (i === at ? [n, text(value)] : [n, v])));
    }

    sort() { this.#set([...this.#pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))); }
    // By index: what is deleted meanwhile is left out, as the standard has it.
    *entries() { for (let i = 0; i < this.#pairs.length; i++) yield [...this.#pairs[i]]; }
    *keys() { for (const [name] of this.entries()) yield name; }
    *values() { for (const [, value] of this.entries()) yield value; }
    forEach(callback, self) { for (const [name, value] of this.entries()) callback.call(self, value, name, this); }
    [iterator]() { return this.entries(); }
    toString() { return this.#pairs.map(([name, value]) => `${native.encodeForm(name)}=${native.encodeForm(value)}`).join("&"); }
    get [Symbol.toStringTag]() { return "URLSearchParams"; }
  }

  class URL {
    #parts;
    #params = null;

    constructor(url, base) {
      const parts = native.parseUrl(text(url), base === undefined ? undefined : text(base));
      if (!parts) throw Object.assign(new TypeError(`Invalid URL: ${text(url).slice(0, 200)}`), { code: "ERR_INVALID_URL" });
      this.#parts = parts;
    }

    static canParse(url, base) { return !!native.parseUrl(text(url), base === undefined ? undefined : text(base)); }
    static parse(url, base) { return URL.canParse(url, base) ? new URL(url, base) : null; }

    get #isOpaque() { return this.#parts.slashes === "" && !this.pathname.startsWith("/"); }
    get #hasUser() { return this.hostname !== "" && this.protocol !== "file:"; }

    // A part that does not fit leaves the URL as it was.
    #with(changes) {
      const p = { ...this.#parts, ...changes };
      if (p.slashes === "" && p.pathname.startsWith("//")) p.pathname = `/.${p.pathname}`; // or it would be read as a host
      const user = p.username + (p.password ? `:${p.password}` : "");
      const port = p.port === "" ? "" : `:${p.port}`;
      const next = native.parseUrl(`${p.protocol}${p.slashes}${user ? `${user}@` : ""}${p.hostname}${port}${p.pathname}${p.search}${p.hash}`);
      if (next) this.#parts = next;
      return !!next;
    }

    #query(search) {
      this.#with({ search: search === "" ? "" : `?${search}` });
    }

    get href() { return this.#parts.href; }
    set href(value) {
      this.#parts = new URL(value).#parts;
      if (this.#params) read(this.#params, this.search);
    }
    get origin() { return this.#parts.origin; }
    get protocol() { return this.#parts.protocol; }
    set protocol(value) {
      const scheme = withoutLines(value).split(":")[0].toLowerCase();
      const isLost = (this.protocol === "file:" && this.host === "") || (scheme === "file" && `${this.username}${this.password}${this.port}` !== "");
      const isScheme = /^[a-z][a-z0-9+.-]*$/.test(scheme) && native.isSpecial(scheme) === native.isSpecial(this.protocol);
      if (isScheme && !isLost) this.#with({ protocol: `${scheme}:` });
    }
    get username() { return this.#parts.username; }
    set username(value) { if (this.#hasUser) this.#with({ username: escape(text(value), NOT_USER) }); }
    get password() { return this.#parts.password; }
    set password(value) { if (this.#hasUser) this.#with({ password: escape(text(value), NOT_USER) }); }
    get host() { return this.#parts.host; }
    set host(value) {
      const [, hostname, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?/.exec(this.#hostIn(value));
      if (this.#canBeHost(hostname) && !(port && this.#with({ slashes: "//", hostname, port }))) this.#with({ slashes: "//", hostname });
    }
    get hostname() { return this.#parts.hostname; }
    set hostname(value) {
      const hostname = this.#hostIn(value);
      if (this.#canBeHost(hostname) && (!hostname.includes(":") || /^\[.*\]$/.test(hostname))) this.#with({ slashes: "//", hostname });
    }
    #hostIn(value) { return withoutLines(value).split(native.isSpecial(this.protocol) ? /[/?#\\]/ : /[/?#]/)[0]; }
    #canBeHost(name) {
      const mayBeEmpty = this.protocol === "file:" || (!native.isSpecial(this.protocol) && `${this.username}${this.password}${this.port}` === "");
      return !this.#isOpaque && !name.includes("@") && (name !== "" || mayBeEmpty);
    }
    get port() { return this.#parts.port; }
    set port(value) {
      const port = withoutLines(value);
      if (this.#hasUser && /^(\d|$)/.test(port)) this.#with({ port: /^\d*/.exec(port)[0] });
    }
    get pathname() { return this.#parts.pathname; }
    set pathname(value) {
      const path = escape(withoutLines(value), NOT_PATH);
      if (!this.#isOpaque) this.#with({ pathname: /^[/\\]/.test(path) ? path : `/${path}` });
    }
    get search() { return this.#parts.search; }
    set search(value) {
      this.#query(escape(withoutLines(value).replace(/^\?/, ""), NOT_QUERY));
      if (this.#params) read(this.#params, this.search);
    }
    get searchParams() { return (this.#params ??= new URLSearchParams(this.search, (query) => this.#query(query))); }
    get hash() { return this.#parts.hash; }
    set hash(value) {
      const fragment = escape(withoutLines(value).replace(/^#/, ""), NOT_FRAGMENT);
      this.#with({ hash: fragment === "" ? "" : `#${fragment}` });
    }
    toString() { return this.href; }
    toJSON() { return this.href; }
    get [Symbol.toStringTag]() { return "URL"; }
  }

  class TextEncoder {
    get encoding() { return "utf-8"; }
    encode(input = "") { return native.encode(`${input}`); }
    encodeInto(input, destination) {
      if (!(destination instanceof Uint8Array)) throw new TypeError("The destination of encodeInto is a Uint8Array.");
      let read = 0, written = 0;
      for (const character of `${input}`) {
        const bytes = native.encode(character);
        if (written + bytes.length > destination.length) break;
        destination.set(bytes, written);
        written += bytes.length;
        read += character.length;
      }
      return { read, written };
    }
    get [Symbol.toStringTag]() { return "TextEncoder"; }
  }

  class TextDecoder {
    #pending = [];
    #began = false;
    #fatal;
    #ignoreBOM;

    constructor(label = "utf-8", options = {}) {
      if (!["utf-8", "utf8", "unicode-1-1-utf-8"].includes(`${label}`.trim().toLowerCase())) throw new RangeError(`TextDecoder knows utf-8 only, not "${label}".`);
      [this.#fatal, this.#ignoreBOM] = [!!options?.fatal, !!options?.ignoreBOM];
    }

    get encoding() { return "utf-8"; }
    get fatal() { return this.#fatal; }
    get ignoreBOM() { return this.#ignoreBOM; }

    decode(input, options) {
      const more = !!options?.stream;
      const bytes = native.joinBytes(this.#pending, input);
      const keep = more ? native.unfinished(bytes) : 0;
      const result = native.decode(keep > 0 ? bytes.subarray(0, bytes.length - keep) : bytes, this.fatal);
      this.#pending = keep > 0 ? [...bytes.subarray(bytes.length - keep)] : [];
      if (result === undefined) {
        [this.#pending, this.#began] = [[], false];
        throw Object.assign(new TypeError("The bytes are not UTF-8."), { code: "ERR_ENCODING_INVALID_ENCODED_DATA" });
      }
      const bare = !this.#began && !this.ignoreBOM && result.startsWith("\ufeff") ? result.slice(1) : result;
      this.#began = more && (this.#began || result !== "");
      return bare;
    }
    get [Symbol.toStringTag]() { return "TextDecoder"; }
  }

  const token = {};
  class Crypto {
    constructor(key) { if (key !== token) throw new TypeError("There is one Crypto: the global crypto."); }
    get subtle() { return use("subtle.js").subtle; }
    randomUUID() { return native.randomUUID(); }
    getRandomValues(array) {
      if (!ArrayBuffer.isView(array) || array instanceof DataView || /Float/.test(array[Symbol.toStringTag])) throw new (use("events.js").DOMException)("crypto.getRandomValues fills an array of integers.", "TypeMismatchError");
      if (array.byteLength > 65536) throw new (use("events.js").DOMException)("crypto.getRandomValues fills at most 65536 bytes in one call.", "QuotaExceededError");
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(native.randomBytes(array.byteLength));
      return array;
    }
    get [Symbol.toStringTag]() { return "Crypto"; }
  }

  return { URL, URLSearchParams, TextEncoder, TextDecoder, Crypto, crypto: new Crypto(token) };
})
