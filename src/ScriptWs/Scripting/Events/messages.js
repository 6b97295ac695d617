// Events that carry something, message channels, and the clock of scripts.
(function (native, use) {
  "use strict";
  const { Event, EventTarget, addHandlers, tag } = use("events.js");

  // A class of events whose constructor takes these properties, with their defaults.
  function eventWith(name, defaults) {
    let read;
    const type = { [name]: class extends Event {
      #values;
      constructor(kind, init) {
        super(kind, init);
        this.#values = { ...defaults };
        for (const key of Object.keys(defaults)) if (init?.[key] !== undefined) this.#values[key] = init[key];
      }
      static { read = (event, key) => event.#values[key]; }
    } }[name];
    for (const key of Object.keys(defaults)) {
      Object.defineProperty(type.prototype, key, { get() { return read(this, key); }, enumerable: true, configurable: true });
    }
    tag(type, name);
    return type;
  }

  const MessageEvent = eventWith("MessageEvent", { data: null, origin: "", lastEventId: "", source: null, ports: Object.freeze([]) });
  const CloseEvent = eventWith("CloseEvent", { wasClean: false, code: 0, reason: "" });
  const ErrorEvent = eventWith("ErrorEvent", { message: "", filename: "", lineno: 0, colno: 0, error: undefined });

  const PromiseRejectionEvent = eventWith("PromiseRejectionEvent", { promise: undefined, reason: undefined });

  const token = {};
  let entangle;
  class MessagePort extends EventTarget {
    #other = null;
    #waiting = [];
    #isStarted = false;
    static { entangle = (one, other) => ([one.#other, other.#other] = [other, one]); }

    constructor(key) {
      if (key !== token) throw new TypeError("A MessagePort comes from a MessageChannel.");
      super();
    }

    postMessage(value) {
      const copy = native.clone(value);
      const other = this.#other;
      if (!other) return;
      other.#waiting.push(copy);
      if (other.#isStarted) native.later(0, () => other.#deliver());
    }

    start() {
      if (this.#isStarted) return;
      this.#isStarted = true;
      for (let i = 0; i < this.#waiting.length; i++) native.later(0, () => this.#deliver());
    }

    close() {
      if (this.#other) this.#other.#other = null;
      this.#other = null;
    }

    #deliver() {
      if (this.#waiting.length > 0) this.dispatchEvent(new MessageEvent("message", { data: this.#waiting.shift() }));
    }
  }
  tag(MessagePort, "MessagePort");
  addHandlers(MessagePort, "messageerror", "message");
  const onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  Object.defineProperty(MessagePort.prototype, "onmessage", {
    ...onmessage,
    set(value) {
      onmessage.set.call(this, value);
      this.start();
    },
  });

  class MessageChannel {
    #ports = [new MessagePort(token), new MessagePort(token)];
    constructor() { entangle(...this.#ports); }
    get port1() { return this.#ports[0]; }
    get port2() { return this.#ports[1]; }
  }
  tag(MessageChannel, "MessageChannel");

  class Performance extends EventTarget {
    constructor(key) {
      if (key !== token) throw new TypeError("There is one Performance: the global performance.");
      super();
    }
    get timeOrigin() { return native.timeOrigin(); }
    now() { return native.now(); }
    toJSON() { return { timeOrigin: this.timeOrigin }; }
  }
  tag(Performance, "Performance");

  return {
    MessageEvent, CloseEvent, ErrorEvent, PromiseRejectionEvent, MessagePort, MessageChannel, Performance,
    performance: new Performance(token),
  };
})
