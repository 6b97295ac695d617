// ReadableStream as in the Streams standard, with its default reader. A source of bytes is read in whole chunks: there is no
// BYOB reader.
(function (native, use) {
  "use strict";
  const { tag } = use("events.js");
  const { settled, quiet, strategyOf, pipe } = use("strategies.js");

  const token = {};
  let coreOf, controllerOf;

  // What a stream, its controller and its reader share.
  class Core {
    state = "readable";
    error = undefined;
    queue = [];
    size = 0;
    requests = [];
    reader = null;
    isClosing = false;
    isPulling = false;
    pullsAgain = false;
    isStarted = false;
    isDisturbed = false;

    constructor(source, { mark, size }) {
      Object.assign(this, { source, mark, measure: size, controller: controllerOf(this) });
    }

    start() {
      const begun = this.source.start?.call(this.source, this.controller);
      Promise.resolve(begun).then(() => {
        this.isStarted = true;
        this.pullIfNeeded();
      }, (error) => this.fail(error));
    }

    get wanted() { return this.state === "errored" ? null : this.state === "closed" ? 0 : this.mark - this.size; }

    pullIfNeeded() {
      if (this.state !== "readable" || this.isClosing || !this.isStarted) return;
      if (this.requests.length === 0 && this.wanted <= 0) return;
      if (this.isPulling) {
        this.pullsAgain = true;
        return;
      }
      this.isPulling = true;
      let pulled;
      try {
        pulled = Promise.resolve(this.source.pull?.call(this.source, this.controller));
      } catch (error) {
        pulled = Promise.reject(error);
      }
      pulled.then(() => {
        this.isPulling = false;
        if (!this.pullsAgain) return;
        this.pullsAgain = false;
        this.pullIfNeeded();
      }, (error) => this.fail(error));
    }

    enqueue(chunk) {
      if (this.requests.length > 0) {
        this.requests.shift().resolve({ value: chunk, done: false });
      } else {
        let size;
        try {
          size = Number(this.measure(chunk));
          if (!(size >= 0) || size === Infinity) throw new RangeError("The size of a chunk is a number from 0.");
        } catch (error) {
          this.fail(error);
          throw error;
        }
        this.queue.push({ chunk, size });
        this.size += size;
      }
      this.pullIfNeeded();
    }

    read() {
      this.isDisturbed = true;
      if (this.queue.length > 0) {
        const { chunk, size } = this.queue.shift();
        this.size = this.queue.length === 0 ? 0 : this.size - size;
        if (this.isClosing && this.queue.length === 0) this.close();
        else this.pullIfNeeded();
        return Promise.resolve({ value: chunk, done: false });
      }
      if (this.state === "closed") return Promise.resolve({ value: undefined, done: true });
      if (this.state === "errored") return Promise.reject(this.error);
      const request = settled();
      this.requests.push(request);
      this.pullIfNeeded();
      return request.promise;
    }

    close() {
      if (this.state !== "readable") return;
      this.state = "closed";
      this.source = {};
      for (const request of this.requests.splice(0)) request.resolve({ value: undefined, done: true });
      this.reader?.closed.resolve();
    }

    fail(error) {
      if (this.state !== "readable") return;
      Object.assign(this, { state: "errored", error, queue: [], size: 0, source: {} });
      for (const request of this.requests.splice(0)) request.reject(error);
      this.reader?.closed.reject(error);
    }

    async cancel(reason) {
      this.isDisturbed = true;
      if (this.state === "errored") throw this.error;
      if (this.state === "closed") return;
      const source = this.source;
      [this.queue, this.size] = [[], 0];
      this.close();
      await source.cancel?.call(source, reason);
    }
  }

  class ReadableStreamDefaultController {
    #core;
    static { controllerOf = (core) => new ReadableStreamDefaultController(token, core); }
    constructor(key, core) {
      if (key !== token) throw new TypeError("A controller comes with its stream.");
      this.#core = core;
    }
    get desiredSize() { return this.#core.wanted; }
    enqueue(chunk) {
      if (this.#core.state !== "readable" || this.#core.isClosing) throw new TypeError("The stream is closed.");
      this.#core.enqueue(chunk);
    }
    close() {
      if (this.#core.state !== "readable" || this.#core.isClosing) throw new TypeError("The stream is closed already.");
      this.#core.isClosing = true;
      if (this.#core.queue.length === 0) this.#core.close();
    }
    error(reason) { this.#core.fail(reason); }
  }
  tag(ReadableStreamDefaultController, "ReadableStreamDefaultController");

  class ReadableStreamDefaultReader {
    #core;
    #closed = settled();

    constructor(stream) {
      const core = coreOf(stream);
      if (core.reader) throw new TypeError("The stream is locked to a reader already.");
      [this.#core, core.reader] = [core, { closed: this.#closed }];
      quiet(this.#closed.promise);
      if (core.state === "closed") this.#closed.resolve();
      if (core.state === "errored") this.#closed.reject(core.error);
    }

    get closed() { return this.#closed.promise; }
    read() { return this.#core ? this.#core.read() : Promise.reject(new TypeError("The reader has released its lock.")); }
    cancel(reason) { return this.#core ? this.#core.cancel(reason) : Promise.reject(new TypeError("The reader has released its lock.")); }

    releaseLock() {
      if (!this.#core) return;
      const error = new TypeError("The reader has released its lock.");
      for (const request of this.#core.requests.splice(0)) request.reject(error);
      if (this.#core.state !== "readable") this.#closed = settled();
      this.#closed.reject(error);
      quiet(this.#closed.promise);
      this.#core.reader = null;
      this.#core = null;
    }
  }
  tag(ReadableStreamDefaultReader, "ReadableStreamDefaultReader");

  async function* iterate(stream, { preventCancel = false } = {}) {
    const reader = stream.getReader();
    let isDone = false;
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        yield value;
      }
      isDone = true;
    } catch (error) {
      isDone = true;
      throw error;
    } finally {
      const cancelled = isDone || preventCancel ? undefined : reader.cancel();
      reader.releaseLock();
      await cancelled;
    }
  }

  class ReadableStream {
    #core;
    static { coreOf = (stream) => stream.#core; }

    constructor(source = {}, strategy = {}) {
      if (typeof source !== "object" && typeof source !== "function" || source === null) throw new TypeError("The source of a ReadableStream is an object.");
      if (source.type !== undefined && `${source.type}` !== "bytes") throw new TypeError('The type of a source is "bytes", or undefined.');
      this.#core = new Core(source, strategyOf(strategy, source.type === undefined ? 1 : 0));
      this.#core.start();
    }

    static from(items) {
      const iterator = items[Symbol.asyncIterator]?.() ?? items[Symbol.iterator]();
      return new ReadableStream({
        async pull(controller) {
          const { value, done } = await iterator.next();
          if (done) controller.close();
          else controller.enqueue(await value);
        },
        async cancel(reason) { await iterator.return?.(reason); },
      }, { highWaterMark: 0 });
    }

    get locked() { return this.#core.reader !== null; }

    cancel(reason) {
      return this.locked ? Promise.reject(new TypeError("The stream is locked to a reader.")) : this.#core.cancel(reason);
    }

    getReader(options) {
      if (options?.mode !== undefined) throw new TypeError("There is no BYOB reader; call getReader() without a mode.");
      return new ReadableStreamDefaultReader(this);
    }

    tee() {
      const reader = this.getReader();
      const [controllers, reasons, cancelled] = [[], [], settled()];
      let reading = null;
      const pull = () => (reading ??= reader.read().then(({ value, done }) => {
        reading = null;
        controllers.forEach((one, i) => { if (!(i in reasons)) done ? one.close() : one.enqueue(value); });
        if (done) cancelled.resolve();
      }, (error) => controllers.forEach((one) => one.error(error))));
      const branch = (i) => new ReadableStream({
        start(controller) { controllers[i] = controller; },
        pull,
        cancel(reason) {
          reasons[i] = reason;
          if (0 in reasons && 1 in reasons) reader.cancel([...reasons]).then(cancelled.resolve, cancelled.reject);
          return cancelled.promise;
        },
      }, { highWaterMark: 0 });
      return [branch(0), branch(1)];
    }

    async pipeTo(target, options) { return pipe(this.getReader(), target.getWriter(), options ?? {}); }
    pipeThrough({ readable, writable }, options) {
      quiet(this.pipeTo(writable, options));
      return readable;
    }

    values(options) { return iterate(this, options); }
    [Symbol.asyncIterator](options) { return iterate(this, options); }
  }
  tag(ReadableStream, "ReadableStream");

  return { ReadableStream, ReadableStreamDefaultReader, ReadableStreamDefaultController, coreOf };
})
