// Events and abort signals as in the DOM standard. A target has no parents here, so that an event reaches one target.
(function (native) {
  "use strict";

  const errorNames = [
    "IndexSize", "", "HierarchyRequest", "WrongDocument", "InvalidCharacter", "", "NoModificationAllowed", "NotFound", "NotSupported",
    "InUseAttribute", "InvalidState", "Syntax", "InvalidModification", "Namespace", "InvalidAccess", "", "TypeMismatch", "Security",
    "Network", "Abort", "URLMismatch", "QuotaExceeded", "Timeout", "InvalidNodeType", "DataClone",
  ];
  const hidden = (value) => ({ value, writable: true, enumerable: false, configurable: true });
  const tag = (type, name) => Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });

  class DOMException extends Error {
    // Own data properties, so that a log can show them without running script.
    constructor(message = "", options = "Error") {
      const isName = typeof options !== "object" || options === null;
      super(`${message}`, isName ? undefined : options);
      Object.defineProperty(this, "name", hidden(`${isName ? options : options.name ?? "Error"}`));
    }

    get code() {
      const at = errorNames.findIndex((name) => name !== "" && `${name}Error` === this.name);
      return at + 1;
    }
  }
  tag(DOMException, "DOMException");
  errorNames.forEach((name, index) => {
    if (name === "") return;
    const constant = `${name.replace("URL", "Url").replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase()}_ERR`;
    for (const holder of [DOMException, DOMException.prototype]) Object.defineProperty(holder, constant, { value: index + 1, enumerable: true });
  });

  let stateOf;
  class Event {
    #state;
    static { stateOf = (event) => event.#state; }

    constructor(type, init) {
      if (arguments.length === 0) throw new TypeError("An Event takes a type.");
      const { bubbles = false, cancelable = false, composed = false } = init ?? {};
      this.#state = {
        type: `${type}`, bubbles: !!bubbles, cancelable: !!cancelable, composed: !!composed, time: native.now(),
        target: null, phase: 0, isCanceled: false, isStopped: false, stopsNow: false, isPassive: false, isDispatched: false,
      };
    }

    get type() { return this.#state.type; }
    get target() { return this.#state.target; }
    get srcElement() { return this.#state.target; }
    get currentTarget() { return this.#state.phase === 0 ? null : this.#state.target; }
    get eventPhase() { return this.#state.phase; }
    get bubbles() { return this.#state.bubbles; }
    get cancelable() { return this.#state.cancelable; }
    get composed() { return this.#state.composed; }
    get defaultPrevented() { return this.#state.isCanceled; }
    get isTrusted() { return false; }
    get timeStamp() { return this.#state.time; }
    get returnValue() { return !this.#state.isCanceled; }
    set returnValue(value) { if (!value) this.preventDefault(); }
    get cancelBubble() { return this.#state.isStopped; }
    set cancelBubble(value) { if (value) this.stopPropagation(); }
    composedPath() { return this.#state.phase === 0 ? [] : [this.#state.target]; }
    preventDefault() { if (this.#state.cancelable && !this.#state.isPassive) this.#state.isCanceled = true; }
    stopPropagation() { this.#state.isStopped = true; }
    stopImmediatePropagation() { this.#state.isStopped = this.#state.stopsNow = true; }

    initEvent(type, bubbles = false, cancelable = false) {
      if (this.#state.isDispatched) return;
      Object.assign(this.#state, { type: `${type}`, bubbles: !!bubbles, cancelable: !!cancelable, target: null });
      this.#state.isCanceled = this.#state.isStopped = this.#state.stopsNow = false;
    }
  }
  tag(Event, "Event");
  ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"].forEach((name, value) => {
    for (const holder of [Event, Event.prototype]) Object.defineProperty(holder, name, { value, enumerable: true });
  });

  class CustomEvent extends Event {
    #detail;
    constructor(type, init) {
      super(type, init);
      this.#detail = init?.detail ?? null;
    }
    get detail() { return this.#detail; }
    initCustomEvent(type, bubbles, cancelable, detail = null) {
      if (stateOf(this).isDispatched) return;
      this.initEvent(type, bubbles, cancelable);
      this.#detail = detail;
    }
  }
  tag(CustomEvent, "CustomEvent");

  const captures = (options) => (typeof options === "object" && options !== null ? !!options.capture : !!options);
  let listenersOf;
  class EventTarget {
    #listeners = [];
    static { listenersOf = (target) => target.#listeners; }

    addEventListener(type, callback, options) {
      if (arguments.length < 2) throw new TypeError("addEventListener takes a type and a listener.");
      const capture = captures(options);
      const { once = false, passive = false, signal } = typeof options === "object" && options !== null ? options : {};
      if (signal !== undefined && !(signal instanceof AbortSignal)) throw new TypeError("The signal of a listener is an AbortSignal.");
      if (callback === null || callback === undefined) return;
      if (typeof callback !== "function" && typeof callback !== "object") throw new TypeError("A listener is a function, or an object with handleEvent.");
      type = `${type}`;
      if (signal?.aborted || this.#find(type, callback, capture) >= 0) return;
      this.#listeners.push({ type, callback, capture, once: !!once, passive: !!passive, isRemoved: false });
      if (signal) onAbort(signal, () => this.removeEventListener(type, callback, capture));
    }

    removeEventListener(type, callback, options) {
      const at = this.#find(`${type}`, callback, captures(options));
      if (at >= 0) this.#listeners.splice(at, 1)[0].isRemoved = true;
    }

    dispatchEvent(event) {
      if (!(event instanceof Event)) throw new TypeError("dispatchEvent takes an Event.");
      if (stateOf(event).isDispatched) throw new DOMException("The event is being dispatched already.", "InvalidStateError");
      return fire(this, event);
    }

    #find(type, callback, capture) {
      return this.#listeners.findIndex((one) => one.type === type && one.callback === callback && one.capture === capture && !one.isHandler);
    }
  }
  tag(EventTarget, "EventTarget");

  // A listener that throws does not keep the others from their event: the error is that of a promise which is not handled.
  const report = (error) => { Promise.reject(error); };

  function call(target, listener, event, state) {
    if (listener.once) target.removeEventListener(listener.type, listener.callback, listener.capture);
    state.isPassive = listener.passive;
    try {
      if (typeof listener.callback === "function") {
        const result = listener.callback.call(target, event);
        if (listener.isHandler && result === false) event.preventDefault();
      } else if (!listener.isHandler) {
        const handle = listener.callback.handleEvent;
        if (typeof handle !== "function") throw new TypeError("The listener has no function handleEvent.");
        handle.call(listener.callback, event);
      }
    } catch (error) {
      report(error);
    }
    state.isPassive = false;
  }

  function fire(target, event) {
    const state = stateOf(event);
    const listeners = listenersOf(target).filter((one) => one.type === state.type);
    Object.assign(state, { target, phase: 2, isDispatched: true });
    for (const isCapturing of [true, false]) {
      if (state.isStopped) break;
      for (const one of listeners) {
        if (one.capture !== isCapturing || one.isRemoved) continue;
        call(target, one, event, state);
        if (state.stopsNow) break;
      }
    }
    Object.assign(state, { phase: 0, isDispatched: false, isStopped: false, stopsNow: false });
    return !state.isCanceled;
  }

  // Properties such as onabort. One keeps the place in the order of listeners at which it was set first.
  function addHandlers(type, ...names) {
    for (const name of names) {
      const find = (target) => listenersOf(target).find((one) => one.isHandler && one.type === name);
      Object.defineProperty(type.prototype, `on${name}`, {
        enumerable: true,
        configurable: true,
        get() { return find(this)?.callback ?? null; },
        set(value) {
          const callback = typeof value === "function" || (typeof value === "object" && value !== null) ? value : null;
          const known = find(this);
          if (known && callback) known.callback = callback;
          else if (known) listenersOf(this).splice(listenersOf(this).indexOf(known), 1)[0].isRemoved = true;
          else if (callback) listenersOf(this).push({ type: name, callback, capture: false, once: false, passive: false, isRemoved: false, isHandler: true });
        },
      });
    }
  }

  const token = {};
  let [onAbort, offAbort, abort] = [];
  class AbortSignal extends EventTarget {
    #isAborted = false;
    #reason;
    #steps = new Set();
    #sources = [];
    #dependents = new Set();

    static {
      onAbort = (signal, step) => {
        signal.#steps.add(step);
        signal.#keep();
      };
      offAbort = (signal, step) => signal.#steps.delete(step);
      abort = (signal, reason) => {
        if (signal.#isAborted) return;
        const all = [signal];
        signal.#mark(reason);
        for (const one of signal.#dependents) {
          const dependent = one.deref?.() ?? one;
          if (!(dependent instanceof AbortSignal) || dependent.#isAborted) continue;
          dependent.#mark(signal.#reason);
          all.push(dependent);
        }
        signal.#dependents.clear();
        for (const one of all) one.#run();
      };
    }

    constructor(key) {
      if (key !== token) throw new TypeError("An AbortSignal comes from an AbortController, or from AbortSignal.abort, timeout or any.");
      super();
    }

    static abort(reason) {
      const signal = new AbortSignal(token);
      signal.#mark(reason);
      return signal;
    }

    static timeout(milliseconds) {
      const time = Number(milliseconds);
      if (!(time >= 0 && time <= Number.MAX_SAFE_INTEGER)) throw new TypeError("AbortSignal.timeout takes milliseconds from 0.");
      const signal = new AbortSignal(token);
      native.later(time, () => abort(signal, new DOMException("The operation timed out.", "TimeoutError")));
      return signal;
    }

    static any(signals) {
      const all = [...signals];
      if (all.some((one) => !(one instanceof AbortSignal))) throw new TypeError("AbortSignal.any takes AbortSignals.");
      const result = new AbortSignal(token);
      const first = all.find((one) => one.#isAborted);
      if (first) {
        result.#mark(first.#reason);
        return result;
      }
      // The sources' own sources, so that no chain of signals is needed.
      result.#sources = [...new Set(all.flatMap((one) => (one.#sources.length > 0 ? one.#sources : [one])))];
      const reference = new WeakRef(result);
      for (const source of result.#sources) source.#follow(reference);
      return result;
    }

    get aborted() { return this.#isAborted; }
    get reason() { return this.#reason; }
    throwIfAborted() { if (this.#isAborted) throw this.#reason; }

    addEventListener(...args) {
      super.addEventListener(...args);
      this.#keep();
    }

    // A long-lived source keeps a signal made of it only while something waits for that signal.
    #follow(reference) {
      this.#dependents.add(reference);
      if (this.#dependents.size % 64 !== 0) return;
      for (const one of this.#dependents) if (one instanceof WeakRef && one.deref() === undefined) this.#dependents.delete(one);
    }

    #keep() {
      for (const source of this.#sources) source.#dependents.add(this);
    }

    #mark(reason) {
      this.#isAborted = true;
      this.#reason = reason === undefined ? new DOMException("The operation was aborted.", "AbortError") : reason;
      for (const source of this.#sources) source.#dependents.delete(this);
      this.#sources = [];
    }

    #run() {
      const steps = [...this.#steps];
      this.#steps.clear();
      for (const step of steps) step(this.#reason);
      fire(this, new Event("abort"));
    }
  }
  tag(AbortSignal, "AbortSignal");
  addHandlers(AbortSignal, "abort");

  class AbortController {
    #signal = new AbortSignal(token);
    get signal() { return this.#signal; }
    abort(reason) { abort(this.#signal, reason); }
  }
  tag(AbortController, "AbortController");

  return { DOMException, Event, CustomEvent, EventTarget, AbortController, AbortSignal, onAbort, offAbort, addHandlers, tag };
})
