// WritableStream and TransformStream as in the Streams standard, and the streams of text and of compressed bytes.
(function (native, use) {
  "use strict";
  const { tag } = use("events.js");
  const { settled, quiet, strategyOf } = use("strategies.js");
  const { ReadableStream } = use("streams.js");

  const token = {};
  let controllerOf;

  // What a stream, its controller and its writer share.
  class Core {
    state = "writable";
    error = undefined;
    queue = [];
    size = 0;
    isBusy = true; // until the sink has started
    isClosing = false;
    writer = null;
    closed = settled();
    ready = settled();

    constructor(sink, { mark, size }) {
      Object.assign(this, { sink, mark, measure: size, controller: controllerOf(this) });
      quiet(this.closed.promise);
    }

    start() {
      const begun = this.sink.start?.call(this.sink, this.controller);
      this.changeReady();
      Promise.resolve(begun).then(() => {
        this.isBusy = false;
        this.advance();
      }, (error) => {
        this.isBusy = false;
        this.fail(error);
      });
    }

    get wanted() { return this.state === "errored" ? null : this.state === "closed" ? 0 : this.mark - this.size; }

    // A writer waits on `ready` while the stream is full.
    changeReady() {
      if (this.state === "errored") {
        this.ready.reject(this.error);
        this.ready = settled();
        this.ready.reject(this.error);
      } else if (this.isClosing || this.wanted > 0) this.ready.resolve();
      else if (this.isReady) this.ready = settled();
      this.isReady = this.isClosing || this.wanted > 0;
      quiet(this.ready.promise);
    }

    add(item) {
      if (this.state === "errored") return Promise.reject(this.error);
      if (this.isClosing || this.state === "closed") return Promise.reject(new TypeError("The stream is closed."));
      const request = settled();
      this.queue.push({ ...item, request });
      this.size += item.size;
      if (item.isClose) this.isClosing = true;
      this.changeReady();
      this.advance();
      return request.promise;
    }

    write(chunk) {
      let size;
      try {
        size = Number(this.measure(chunk));
        if (!(size >= 0) || size === Infinity) throw new RangeError("The size of a chunk is a number from 0.");
      } catch (error) {
        this.fail(error);
        return Promise.reject(error);
      }
      return this.add({ chunk, size });
    }

    advance() {
      if (this.isBusy || this.state !== "writable" || this.queue.length === 0) return;
      const { chunk, size, isClose, request } = this.queue.shift();
      this.isBusy = true;
      this.inFlight = new Promise((resolve) => resolve(isClose ? this.sink.close?.call(this.sink) : this.sink.write?.call(this.sink, chunk, this.controller)));
      this.inFlight.then(() => {
        this.isBusy = false;
        this.size -= size;
        if (isClose && this.state === "writable") {
          this.state = "closed";
          this.closed.resolve();
        }
        request.resolve();
        if (this.state === "writable") this.changeReady();
        this.advance();
      }, (error) => {
        this.isBusy = false;
        request.reject(error);
        this.fail(error);
      });
    }

    fail(error) {
      if (this.state !== "writable") return;
      Object.assign(this, { state: "errored", error });
      for (const { request } of this.queue.splice(0)) request.reject(error);
      this.closed.reject(error);
      this.changeReady();
    }

    async abort(reason) {
      if (this.state !== "writable") return;
      const [sink, inFlight] = [this.sink, this.inFlight];
      this.controller.stop(reason);
      this.fail(reason);
      await Promise.resolve(inFlight).catch(() => {});
      await sink.abort?.call(sink, reason);
    }
  }

  class WritableStreamDefaultController {
    #core;
    #abort = new (use("AbortController"))();
    static { controllerOf = (core) => Object.defineProperty(new WritableStreamDefaultController(token, core), "stop", { value(reason) { this.#abort.abort(reason); } }); }
    constructor(key, core) {
      if (key !== token) throw new TypeError("A controller comes with its stream.");
      this.#core = core;
    }
    get signal() { return this.#abort.signal; }
    error(reason) { this.#core.fail(reason); }
  }
  tag(WritableStreamDefaultController, "WritableStreamDefaultController");

  let coreOf;
  class WritableStreamDefaultWriter {
    #core;
    constructor(stream) {
      const core = coreOf(stream);
      if (core.writer) throw new TypeError("The stream is locked to a writer already.");
      [this.#core, core.writer] = [core, this];
    }
    #used() { return this.#core ?? { add: () => this.#gone(), write: () => this.#gone(), abort: () => this.#gone() }; }
    #gone() { return quiet(Promise.reject(new TypeError("The writer has released its lock."))); }
    get closed() { return this.#core ? this.#core.closed.promise : this.#gone(); }
    get ready() { return this.#core ? this.#core.ready.promise : this.#gone(); }
    get desiredSize() {
      if (!this.#core) throw new TypeError("The writer has released its lock.");
      return this.#core.wanted;
    }
    write(chunk) { return this.#used().write(chunk); }
    close() { return this.#used().add({ isClose: true, size: 0 }); }
    abort(reason) { return this.#used().abort(reason); }
    releaseLock() {
      if (this.#core) this.#core.writer = null;
      this.#core = null;
    }
  }
  tag(WritableStreamDefaultWriter, "WritableStreamDefaultWriter");

  class WritableStream {
    #core;
    static { coreOf = (stream) => stream.#core; }
    constructor(sink = {}, strategy = {}) {
      if (sink?.type !== undefined) throw new RangeError("A sink has no type.");
      this.#core = new Core(sink ?? {}, strategyOf(strategy, 1));
      this.#core.start();
    }
    get locked() { return this.#core.writer !== null; }
    getWriter() { return new WritableStreamDefaultWriter(this); }
    abort(reason) { return this.locked ? Promise.reject(new TypeError("The stream is locked to a writer.")) : this.#core.abort(reason); }
    close() { return this.locked ? Promise.reject(new TypeError("The stream is locked to a writer.")) : this.#core.add({ isClose: true, size: 0 }); }
  }
  tag(WritableStream, "WritableStream");

  class TransformStreamDefaultController {
    #readable;
    #fail;
    #fill;
    constructor(key, readable, fail, fill) {
      if (key !== token) throw new TypeError("A controller comes with its stream.");
      [this.#readable, this.#fail, this.#fill] = [readable, fail, fill];
    }
    get desiredSize() { return this.#readable.desiredSize; }
    enqueue(chunk) {
      this.#fill();
      this.#readable.enqueue(chunk);
    }
    error(reason) { this.#fail(reason); }
    terminate() {
      this.#readable.close();
      this.#fail(new TypeError("The stream was terminated."), true);
    }
  }
  tag(TransformStreamDefaultController, "TransformStreamDefaultController");

  class TransformStream {
    #readable;
    #writable;
    constructor(transformer = {}, writableStrategy = {}, readableStrategy = { highWaterMark: 0 }) {
      // The readable end pulls when it wants more; each chunk for it uses that up, and may make it pull again.
      let [output, input, isWanted, wanted] = [null, null, false, settled()];
      const want = () => {
        isWanted = true;
        wanted.resolve();
      };
      const fill = () => {
        if (isWanted) [isWanted, wanted] = [false, settled()];
      };
      this.#readable = new ReadableStream({
        start(controller) { output = controller; },
        pull: want,
        cancel: (reason) => {
          input.error(reason);
          want();
          return transformer.cancel?.call(transformer, reason);
        },
      }, readableStrategy);
      const fail = (reason, isEnded = false) => {
        if (!isEnded) output.error(reason);
        input.error(reason);
        want();
      };
      const controller = new TransformStreamDefaultController(token, output, fail, fill);
      const step = async (action) => {
        try {
          await action();
        } catch (error) {
          fail(error);
          throw error;
        }
      };
      this.#writable = new WritableStream({
        start(own) {
          input = own;
          return transformer.start?.call(transformer, controller);
        },
        async write(chunk) {
          if (!isWanted) await wanted.promise;
          if (output.desiredSize === null) return;
          await step(() => (transformer.transform ? transformer.transform.call(transformer, chunk, controller) : controller.enqueue(chunk)));
        },
        async close() {
          await step(() => transformer.flush?.call(transformer, controller));
          output.close();
        },
        async abort(reason) {
          output.error(reason);
          await transformer.cancel?.call(transformer, reason);
        },
      }, writableStrategy);
    }
    get readable() { return this.#readable; }
    get writable() { return this.#writable; }
  }
  tag(TransformStream, "TransformStream");

  return {
    WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, TransformStream, TransformStreamDefaultController,
  };
})
