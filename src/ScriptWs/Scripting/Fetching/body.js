// The body of a Request or a Response: bytes, a stream, or what comes from the network.
(function (native, use) {
  "use strict";
  const { Blob, FormData, bytesOf, textOf, multipart } = use("blob.js");
  const { DOMException } = use("events.js");
  const URLSearchParams = use("URLSearchParams");

  // The host names failures; what it returns otherwise has no name.
  const errorOf = ({ name, message }) => (name === "TypeError" ? new TypeError(message) : new DOMException(message, name));

  const isStream = (value) => typeof value === "object" && value !== null && value[Symbol.toStringTag] === "ReadableStream"
    && value instanceof use("ReadableStream");

  // What a body is made of: its bytes or its stream, and the content type that goes with it.
  function extract(value) {
    if (value === undefined || value === null) return { bytes: null, type: null };
    if (value instanceof Blob) return { bytes: bytesOf(value), type: value.type || null };
    if (value instanceof FormData) return multipart(value);
    if (value instanceof URLSearchParams) {
      return { bytes: native.encode(value.toString()), type: "application/x-www-form-urlencoded;charset=UTF-8" };
    }
    if (isStream(value)) {
      if (value.locked || use("streams.js").coreOf(value).isDisturbed) throw new TypeError("The stream of the body is locked, or was read.");
      return { bytes: null, stream: value, type: null };
    }
    const bytes = native.bytes(value);
    return bytes ? { bytes, type: null } : { bytes: native.encode(`${value}`.toWellFormed()), type: "text/plain;charset=UTF-8" };
  }

  async function collect(stream) {
    const chunks = [];
    let size = 0;
    const reader = stream.getReader();
    for (;;) {
      const step = await reader.read();
      if (step.done) break;
      const bytes = native.bytes(step.value);
      if (!(step.value instanceof Uint8Array) || !bytes) throw new TypeError("The chunks of a body are Uint8Arrays.");
      size += bytes.length;
      if (size > native.maxBody) throw new RangeError(`A body has at most ${native.maxBody} bytes.`);
      chunks.push(bytes);
    }
    return native.join(chunks);
  }

  let initialize, takeBytes, cloneInto, moveInto, hasBody, failWith;
  class Body {
    #bytes = null;
    #stream = null;
    #source = null;
    #isTaken = false;
    #fail = null;
    #release = null; // called when the network has no more to say

    static {
      initialize = (body, { bytes = null, stream = null, source = null, release = null }) => {
        [body.#bytes, body.#stream, body.#source, body.#release] = [bytes, stream, source, release];
      };
      moveInto = (copy, body) => {
        if (body.bodyUsed || body.#stream?.locked) throw new TypeError("The body has been read already.");
        [copy.#bytes, copy.#stream, copy.#source, copy.#release] = [body.#bytes, body.#stream, body.#source, body.#release];
        body.#isTaken = true;
      };
      hasBody = (body) => body.#bytes !== null || body.#stream !== null || body.#source !== null;
      failWith = (body, reason) => body.#fail?.(reason);
      takeBytes = (body) => body.#take();
      cloneInto = (copy, body) => {
        if (body.bodyUsed || body.#stream?.locked) throw new TypeError("The body has been read already.");
        if (body.#source || body.#stream) {
          const [mine, its] = body.body.tee();
          [body.#stream, copy.#stream] = [mine, its];
        } else {
          copy.#bytes = body.#bytes;
        }
        return copy;
      };
    }

    get body() {
      if (this.#stream || !hasBody(this)) return this.#stream;
      const ReadableStream = use("ReadableStream");
      const [bytes, source, isTaken] = [this.#bytes, this.#source, this.#isTaken];
      let isDone = bytes === null ? false : bytes.length === 0;
      this.#stream = new ReadableStream({
        type: "bytes",
        start: (controller) => {
          this.#fail = (reason) => controller.error(reason);
          if (isDone || isTaken) controller.close();
        },
        pull: async (controller) => {
          const chunk = source ? await native.read(source) : isDone ? undefined : bytes.slice();
          isDone = true;
          if (chunk === undefined || chunk.name) this.#release?.();
          if (chunk === undefined) controller.close();
          else if (chunk.name) throw errorOf(chunk);
          else controller.enqueue(chunk);
        },
        cancel: () => {
          if (source) native.cancel(source);
          this.#release?.();
        },
      });
      if (isTaken) this.#stream.getReader().read();
      [this.#bytes, this.#source] = [null, null];
      return this.#stream;
    }

    get bodyUsed() { return this.#isTaken || (this.#stream !== null && use("streams.js").coreOf(this.#stream).isDisturbed); }

    async #take() {
      if (this.bodyUsed || this.#stream?.locked) throw new TypeError("The body has been read already.");
      if (!hasBody(this)) return new Uint8Array();
      this.#isTaken = true;
      if (this.#stream) return collect(this.#stream);
      if (!this.#source) return this.#bytes.slice();
      const source = this.#source;
      const result = await new Promise((resolve, reject) => {
        this.#fail = reject;
        native.readAll(source).then(resolve, reject);
      });
      this.#release?.();
      if (result.name) throw errorOf(result);
      return result;
    }

    async arrayBuffer() { const bytes = await this.#take(); return bytes.buffer; }
    async bytes() { return this.#take(); }
    async text() { const bytes = await this.#take(); return textOf(bytes); }
    async json() { const text = await this.text(); return JSON.parse(text); }
    async blob() { const bytes = await this.#take(); return new Blob([bytes], { type: this.headers.get("content-type") ?? "" }); }
    async formData() {
      const type = this.headers.get("content-type") ?? "";
      if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
        throw new TypeError("formData() reads application/x-www-form-urlencoded only; multipart/form-data is not supported.");
      }
      const text = await this.text();
      const form = new FormData();
      for (const [name, value] of new URLSearchParams(text)) form.append(name, value);
      return form;
    }
  }

  return { Body, extract, initialize, takeBytes, cloneInto, moveInto, hasBody, failWith, errorOf };
})
