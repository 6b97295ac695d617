// Blob, File and FormData, in memory.
(function (native, use) {
  "use strict";
  const { tag } = use("events.js");

  const typeOf = (type) => (/^[\x20-\x7e]*$/.test(type) ? type.toLowerCase() : "");
  const textOf = (bytes) => native.decode(bytes).replace(/^\ufeff/, "");
  let bytesOf;

  class Blob {
    #bytes;
    #type;
    static { bytesOf = (blob) => blob.#bytes; }

    constructor(parts = [], options = {}) {
      if (typeof parts !== "object" || parts === null || typeof parts[Symbol.iterator] !== "function") {
        throw new TypeError("The parts of a Blob are an array.");
      }
      const all = [];
      for (const part of parts) all.push(part instanceof Blob ? part.#bytes : native.bytes(part) ?? native.encode(`${part}`));
      this.#bytes = all.length === 1 ? all[0].slice() : native.join(all);
      this.#type = typeOf(`${options?.type ?? ""}`);
    }

    get size() { return this.#bytes.length; }
    get type() { return this.#type; }
    async arrayBuffer() { return this.#bytes.slice().buffer; }
    async bytes() { return this.#bytes.slice(); }
    async text() { return textOf(this.#bytes); }

    slice(start = 0, end = this.size, type = "") {
      return new Blob([this.#bytes.subarray(Math.trunc(start) || 0, Math.trunc(end) || 0)], { type });
    }

    stream() {
      const bytes = this.#bytes;
      const { ReadableStream } = use("streams.js");
      return new ReadableStream({
        start(controller) {
          if (bytes.length > 0) controller.enqueue(bytes.slice());
          controller.close();
        },
      });
    }
  }
  tag(Blob, "Blob");

  class File extends Blob {
    #name;
    #modified;
    constructor(parts, name, options = {}) {
      if (arguments.length < 2) throw new TypeError("A File takes its parts and its name.");
      super(parts, options);
      this.#name = `${name}`;
      this.#modified = options?.lastModified === undefined ? Date.now() : Math.trunc(Number(options.lastModified)) || 0;
    }
    get name() { return this.#name; }
    get lastModified() { return this.#modified; }
    get webkitRelativePath() { return ""; }
  }
  tag(File, "File");

  function entryOf(name, value, fileName) {
    if (!(value instanceof Blob)) return [`${name}`.toWellFormed(), `${value}`.toWellFormed()];
    if (value instanceof File && fileName === undefined) return [`${name}`.toWellFormed(), value];
    return [`${name}`.toWellFormed(), new File([value], fileName ?? value.name ?? "blob", { type: value.type })];
  }

  class FormData {
    #entries = [];
    constructor(form) {
      if (form !== undefined) throw new TypeError("FormData takes no form here: there is no document.");
    }
    append(name, value, fileName) { this.#entries.push(entryOf(name, value, fileName)); }
    delete(name) { this.#entries = this.#entries.filter(([known]) => known !== `${name}`); }
    get(name) { return this.#entries.find(([known]) => known === `${name}`)?.[1] ?? null; }
    getAll(name) { return this.#entries.filter(([known]) => known === `${name}`).map(([, value]) => value); }
    has(name) { return this.#entries.some(([known]) => known === `${name}`); }
    set(name, value, fileName) {
      const entry = entryOf(name, value, fileName);
      const at = this.#entries.findIndex(([known]) => known === entry[0]);
      if (at < 0) this.#entries.push(entry);
      else this.#entries = this.#entries.filter(([known], i) => i <= at || known !== entry[0]).with(at, entry);
    }
    forEach(callback, self) { for (const [name, value] of this.#entries) callback.call(self, value, name, this); }
    *keys() { for (const [name] of this.#entries) yield name; }
    *values() { for (const [, value] of this.#entries) yield value; }
    *entries() { for (const [name, value] of this.#entries) yield [name, value]; }
    [Symbol.iterator]() { return this.entries(); }
  }
  tag(FormData, "FormData");

  const quoted = (name) => name.replace(/\r\n|\r|\n/g, "%0D%0A").replace(/"/g, "%22");

  // multipart/form-data (RFC 7578), as browsers write it.
  function multipart(form) {
    const boundary = `----form${native.randomUUID().replaceAll("-", "")}`;
    const parts = [];
    for (const [name, value] of form) {
      let head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
      if (value instanceof File) {
        head += `; filename="${quoted(value.name)}"\r\nContent-Type: ${value.type || "application/octet-stream"}`;
      }
      parts.push(native.encode(`${head}\r\n\r\n`));
      parts.push(value instanceof File ? bytesOf(value) : native.encode(value.replace(/\r\n|\r|\n/g, "\r\n")));
      parts.push(native.encode("\r\n"));
    }
    parts.push(native.encode(`--${boundary}--\r\n`));
    return { bytes: native.join(parts), type: `multipart/form-data; boundary=${boundary}` };
  }

  return { Blob, File, FormData, bytesOf, textOf, multipart };
})
