// Streams that encode text, decode it, compress and decompress.
(function (native, use) {
  "use strict";
  const { tag } = use("events.js");
  const TransformStream = use("TransformStream");

  class Transform {
    #pair;
    constructor(transformer) { this.#pair = new TransformStream(transformer); }
    get readable() { return this.#pair.readable; }
    get writable() { return this.#pair.writable; }
  }

  class TextEncoderStream extends Transform {
    constructor() {
      let high = ""; // the first half of a character that two chunks share
      super({
        transform(chunk, controller) {
          const text = high + `${chunk}`;
          high = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
          const whole = high === "" ? text : text.slice(0, -1);
          if (whole !== "") controller.enqueue(native.encode(whole));
        },
        flush(controller) { if (high !== "") controller.enqueue(native.encode("\ufffd")); },
      });
    }
    get encoding() { return "utf-8"; }
  }
  tag(TextEncoderStream, "TextEncoderStream");

  class TextDecoderStream extends Transform {
    #decoder;
    constructor(label, options) {
      const decoder = new (use("TextDecoder"))(label, options);
      super({
        transform(chunk, controller) {
          const text = decoder.decode(chunk, { stream: true });
          if (text !== "") controller.enqueue(text);
        },
        flush(controller) {
          const text = decoder.decode();
          if (text !== "") controller.enqueue(text);
        },
      });
      this.#decoder = decoder;
    }
    get encoding() { return this.#decoder.encoding; }
    get fatal() { return this.#decoder.fatal; }
    get ignoreBOM() { return this.#decoder.ignoreBOM; }
  }
  tag(TextDecoderStream, "TextDecoderStream");

  // Everything is collected, and compressed in one step outside the turn.
  function packing(format, work) {
    format = `${format}`;
    if (!["gzip", "deflate", "deflate-raw"].includes(format)) throw new TypeError(`The format is gzip, deflate or deflate-raw; not ${format}.`);
    const chunks = [];
    let size = 0;
    return {
      transform(chunk) {
        const bytes = native.bytes(chunk);
        if (!bytes) throw new TypeError("The chunks of a compression are buffers.");
        size += bytes.length;
        if (size > native.maxBody) throw new RangeError(`A compression takes at most ${native.maxBody} bytes.`);
        chunks.push(bytes);
      },
      async flush(controller) {
        const result = await work(format, native.join(chunks));
        if (result.isFailure) throw new TypeError(result.message);
        if (result.length > 0) controller.enqueue(result);
      },
    };
  }

  class CompressionStream extends Transform {
    constructor(format) { super(packing(format, native.compress)); }
  }
  tag(CompressionStream, "CompressionStream");

  class DecompressionStream extends Transform {
    constructor(format) { super(packing(format, native.decompress)); }
  }
  tag(DecompressionStream, "DecompressionStream");

  return { TextEncoderStream, TextDecoderStream, CompressionStream, DecompressionStream };
})
