// WebSocket as in the WebSockets standard. A reload ends it, with 1001: the new version of the script opens its own.
(function (native, use) {
  "use strict";
  const { EventTarget, DOMException, Event, addHandlers, tag } = use("events.js");
  const { MessageEvent, CloseEvent, ErrorEvent } = use("messages.js");
  const { Blob, bytesOf } = use("blob.js");
  const URL = use("URL");

  const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };

  function urlOf(input) {
    let url;
    try {
      url = new URL(`${input}`);
    } catch {
      throw new DOMException(`WebSocket takes a whole URL, such as "wss://feed.example.com" (found "${`${input}`.slice(0, 200)}").`, "SyntaxError");
    }
    if (url.protocol === "http:") url = new URL(url.href.replace(/^http/, "ws"));
    if (url.protocol === "https:") url = new URL(url.href.replace(/^https/, "wss"));
    if (!["ws:", "wss:"].includes(url.protocol)) throw new DOMException(`The scheme of a WebSocket is ws: or wss:, not ${url.protocol}`, "SyntaxError");
    url.hash = "";
    return url.href;
  }

  function protocolsOf(protocols) {
    const all = (typeof protocols === "string" ? [protocols] : [...protocols]).map((one) => `${one}`);
    if (all.some((one) => !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(one)) || new Set(all).size !== all.length) {
      throw new DOMException("Subprotocols are names without spaces, each once.", "SyntaxError");
    }
    return all;
  }

  class WebSocket extends EventTarget {
    #url;
    #socket;
    #state = states.CONNECTING;
    #protocol = "";
    #binaryType = "blob";

    constructor(url, protocols = []) {
      if (arguments.length === 0) throw new TypeError("A WebSocket takes a URL.");
      super();
      this.#url = urlOf(url);
      this.#socket = native.open(this.#url, protocolsOf(protocols));
      this.#receive();
    }

    get url() { return this.#url; }
    get readyState() { return this.#state; }
    get protocol() { return this.#protocol; }
    get extensions() { return ""; }
    get bufferedAmount() { return native.buffered(this.#socket); }
    get binaryType() { return this.#binaryType; }
    set binaryType(value) { if (value === "blob" || value === "arraybuffer") this.#binaryType = value; }

    send(data) {
      if (arguments.length === 0) throw new TypeError("send takes a message.");
      if (this.#state === states.CONNECTING) throw new DOMException("The WebSocket is not open yet; wait for its open event.", "InvalidStateError");
      if (this.#state !== states.OPEN) return;
      const bytes = data instanceof Blob ? bytesOf(data) : native.bytes(data);
      native.send(this.#socket, bytes ?? `${data}`.toWellFormed());
    }

    close(code, reason = "") {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
        throw new DOMException("The status code is 1000, or 3000 to 4999.", "InvalidAccessError");
      }
      reason = `${reason}`.toWellFormed();
      if (native.encode(reason).length > 123) throw new DOMException("A reason has at most 123 bytes of UTF-8.", "SyntaxError");
      if (this.#state >= states.CLOSING) return;
      this.#state = states.CLOSING;
      native.close(this.#socket, code === undefined ? (reason === "" ? 1005 : 1000) : Math.trunc(code), reason);
    }

    // One event at a time: the next message is read from the network when this one has been handled.
    #receive() {
      native.next(this.#socket).then((event) => {
        if (event === undefined) return;
        this.#handle(event);
        if (this.#state !== states.CLOSED) this.#receive();
      });
    }

    #handle({ kind, text, bytes, code, wasClean }) {
      switch (kind) {
        case "Open":
          if (this.#state !== states.CONNECTING) return;
          [this.#state, this.#protocol] = [states.OPEN, text];
          this.dispatchEvent(new Event("open"));
          break;
        case "Failed":
          this.dispatchEvent(new ErrorEvent("error", { message: text, error: new TypeError(text) }));
          break;
        case "Closed":
          this.#state = states.CLOSED;
          this.dispatchEvent(new CloseEvent("close", { wasClean, code, reason: text }));
          break;
        default:
          if (this.#state === states.CLOSED) return;
          this.dispatchEvent(new MessageEvent("message", { data: bytes ? this.#binary(bytes) : text, origin: new URL(this.#url).origin }));
      }
    }

    #binary(bytes) { return this.#binaryType === "arraybuffer" ? bytes.buffer : new Blob([bytes]); }
  }
  tag(WebSocket, "WebSocket");
  addHandlers(WebSocket, "open", "message", "error", "close");
  for (const [name, value] of Object.entries(states)) {
    for (const holder of [WebSocket, WebSocket.prototype]) Object.defineProperty(holder, name, { value, enumerable: true });
  }

  return { WebSocket };
})
