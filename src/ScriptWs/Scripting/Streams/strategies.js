// What the streams share: queuing strategies, promises that are settled from outside, and the pipe from one to another.
(function (native, use) {
  "use strict";
  const { tag, AbortSignal, onAbort, offAbort } = use("events.js");

  function settled() {
    const result = {};
    result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
    return result;
  }

  // A promise whose rejection counts as handled, whether a script looks at it or not.
  function quiet(promise) {
    promise.catch(() => {});
    return promise;
  }

  function strategyOf(strategy, defaultMark) {
    const mark = strategy?.highWaterMark === undefined ? defaultMark : Number(strategy.highWaterMark);
    if (!(mark >= 0)) throw new RangeError("A highWaterMark is a number from 0.");
    const size = strategy?.size;
    if (size !== undefined && typeof size !== "function") throw new TypeError("The size of a strategy is a function.");
    return { mark, size: size ?? (() => 1) };
  }

  class ByteLengthQueuingStrategy {
    #mark;
    constructor({ highWaterMark }) { this.#mark = Number(highWaterMark); }
    get highWaterMark() { return this.#mark; }
    get size() { return (chunk) => chunk.byteLength; }
  }
  tag(ByteLengthQueuingStrategy, "ByteLengthQueuingStrategy");

  class CountQueuingStrategy {
    #mark;
    constructor({ highWaterMark }) { this.#mark = Number(highWaterMark); }
    get highWaterMark() { return this.#mark; }
    get size() { return () => 1; }
  }
  tag(CountQueuingStrategy, "CountQueuingStrategy");

  async function pipe(reader, writer, { preventClose = false, preventAbort = false, preventCancel = false, signal }) {
    if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError("The signal is an AbortSignal.");
    const aborted = settled();
    const step = (reason) => aborted.reject(reason);
    quiet(aborted.promise);
    if (signal?.aborted) step(signal.reason);
    else if (signal) onAbort(signal, step);
    let isReading = true;
    try {
      for (;;) {
        isReading = false;
        await Promise.race([writer.ready, writer.closed, aborted.promise]);
        isReading = true;
        const { value, done } = await Promise.race([reader.read(), aborted.promise]);
        if (done) break;
        isReading = false;
        quiet(writer.write(value));
      }
      isReading = false;
      if (!preventClose) await writer.close();
    } catch (error) {
      const isAborted = !!signal?.aborted;
      if ((isReading || isAborted) && !preventAbort) await quiet(writer.abort(error)).catch(() => {});
      if ((!isReading || isAborted) && !preventCancel) await reader.cancel(error).catch(() => {});
      throw error;
    } finally {
      if (signal) offAbort(signal, step);
      reader.releaseLock();
      writer.releaseLock();
    }
  }

  return { ByteLengthQueuingStrategy, CountQueuingStrategy, settled, quiet, strategyOf, pipe };
})
