// Request, Response and fetch as in the fetch standard, for a server: there are no cookies, no cache and no CORS.
(function (native, use) {
  "use strict";
  const { tag, AbortSignal, AbortController, onAbort, offAbort } = use("events.js");
  const { Headers, setGuard } = use("headers.js");
  const { Body, extract, initialize, takeBytes, cloneInto, moveInto, hasBody, failWith, errorOf } = use("body.js");
  const URL = use("URL");

  const token = {};
  const choice = (value, name, ...allowed) => {
    if (!allowed.includes(`${value}`)) throw new TypeError(`${name} is ${allowed.join(", ")}; not "${value}".`);
    return `${value}`;
  };

  function methodOf(method) {
    method = `${method}`;
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(method)) throw new TypeError(`"${method}" is no method.`);
    const upper = method.toUpperCase();
    if (["CONNECT", "TRACE", "TRACK"].includes(upper)) throw new TypeError(`fetch sends no ${upper}.`);
    return ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].includes(upper) ? upper : method;
  }

  function urlOf(input) {
    let url;
    try {
      url = new URL(`${input}`);
    } catch {
      throw new TypeError(`fetch takes a whole URL, such as "https://api.example.com/v1" (found "${`${input}`.slice(0, 200)}").`);
    }
    if (url.username || url.password) throw new TypeError("The URL contains a user name or a password; send them in an Authorization header.");
    return url.href;
  }

  let signalOf;
  class Request extends Body {
    #url;
    #method;
    #headers;
    #redirect;
    #signal;
    static { signalOf = (request) => request.#signal; }

    constructor(input, init) {
      super();
      if (arguments.length === 0) throw new TypeError("A Request takes a URL, or another Request.");
      if (init !== undefined && init !== null && typeof init !== "object") throw new TypeError("The options of a Request are an object.");
      init ??= {};
      const from = input instanceof Request ? input : null;
      this.#url = from ? from.#url : urlOf(input);
      this.#method = init.method !== undefined ? methodOf(init.method) : from?.method ?? "GET";
      this.#redirect = init.redirect !== undefined ? choice(init.redirect, "redirect", "follow", "error", "manual") : from?.redirect ?? "follow";
      this.#signal = init.signal !== undefined ? init.signal : from?.#signal ?? null;
      if (this.#signal !== null && !(this.#signal instanceof AbortSignal)) throw new TypeError("The signal is an AbortSignal.");
      this.#headers = setGuard(new Headers(init.headers ?? from?.headers), "request");
      const inherits = init.body === undefined && from !== null && hasBody(from);
      if ((inherits || (init.body !== undefined && init.body !== null)) && ["GET", "HEAD"].includes(this.#method)) {
        throw new TypeError(`A ${this.#method} request has no body.`);
      }
      if (inherits) {
        moveInto(this, from);
        return;
      }
      const extracted = extract(init.body);
      initialize(this, extracted);
      if (extracted.type && !this.#headers.has("content-type")) this.#headers.set("Content-Type", extracted.type);
    }

    get url() { return this.#url; }
    get method() { return this.#method; }
    get headers() { return this.#headers; }
    get redirect() { return this.#redirect; }
    get signal() { return (this.#signal ??= new AbortController().signal); }
    get cache() { return "default"; }
    get credentials() { return "same-origin"; }
    get destination() { return ""; }
    get duplex() { return "half"; }
    get integrity() { return ""; }
    get keepalive() { return false; }
    get mode() { return "cors"; }
    get referrer() { return "about:client"; }
    get referrerPolicy() { return ""; }
    clone() { return cloneInto(new Request(this.#url, { method: this.#method, headers: this.#headers, redirect: this.#redirect, signal: this.#signal }), this); }
  }
  tag(Request, "Request");

  const withoutBody = [101, 103, 204, 205, 304];
  class Response extends Body {
    #status = 200;
    #text = "";
    #headers;
    #type = "default";
    #url = "";
    #isRedirected = false;

    constructor(body, init) {
      super();
      if (init === token) {
        [this.#status, this.#text, this.#type, this.#url, this.#isRedirected] = [body.status, body.statusText, body.type, body.url, body.redirected];
        this.#headers = setGuard(new Headers(body.headers), "immutable");
        if (!withoutBody.includes(body.status)) initialize(this, body);
        return;
      }
      init ??= {};
      const status = init.status === undefined ? 200 : Number(init.status);
      if (!(status >= 200 && status <= 599) || !Number.isInteger(status)) throw new RangeError("The status of a Response is 200 to 599.");
      const text = init.statusText === undefined ? "" : `${init.statusText}`;
      if (/[^\t\x20-\x7e\x80-\xff]/.test(text)) throw new TypeError("The status text is one line of characters up to U+00FF.");
      [this.#status, this.#text, this.#headers] = [status, text, new Headers(init.headers)];
      const extracted = extract(body);
      if (body !== undefined && body !== null && withoutBody.includes(status)) throw new TypeError(`A Response with the status ${status} has no body.`);
      initialize(this, extracted);
      if (extracted.type && !this.#headers.has("content-type")) this.#headers.set("Content-Type", extracted.type);
    }

    static error() { return new Response({ status: 0, statusText: "", type: "error", url: "", redirected: false, headers: [] }, token); }
    static json(value, init) {
      const text = JSON.stringify(value);
      if (text === undefined) throw new TypeError("The value has no JSON.");
      const headers = new Headers(init?.headers);
      if (!headers.has("content-type")) headers.set("Content-Type", "application/json");
      return new Response(text, { status: init?.status, statusText: init?.statusText, headers });
    }
    static redirect(url, status = 302) {
      const target = new URL(`${url}`).href;
      if (![301, 302, 303, 307, 308].includes(Number(status))) throw new RangeError("The status of a redirect is 301, 302, 303, 307 or 308.");
      return new Response(null, { status, headers: { Location: target } });
    }

    get status() { return this.#status; }
    get ok() { return this.#status >= 200 && this.#status <= 299; }
    get statusText() { return this.#text; }
    get headers() { return this.#headers; }
    get type() { return this.#type; }
    get url() { return this.#url; }
    get redirected() { return this.#isRedirected; }
    clone() {
      const copy = new Response({ status: this.#status, statusText: this.#text, type: this.#type, url: this.#url, redirected: this.#isRedirected, headers: this.#headers }, token);
      if (this.#type === "default") setGuard(copy.#headers, "none");
      return cloneInto(copy, this);
    }
  }
  tag(Response, "Response");

  function receive(exchange, signal) {
    return new Promise((resolve, reject) => {
      let response = null;
      const step = (reason) => {
        native.cancel(exchange);
        reject(reason);
        if (response) failWith(response, reason);
      };
      if (signal) onAbort(signal, step);
      native.answer(exchange).then((head) => {
        if (head.name) {
          if (signal) offAbort(signal, step);
          reject(errorOf(head));
          return;
        }
        response = new Response({ ...head, source: exchange, release: () => { if (signal) offAbort(signal, step); } }, token);
        resolve(response);
      }, reject);
    });
  }

  async function fetch(input, init) {
    if (arguments.length === 0) throw new TypeError("fetch takes a URL, or a Request.");
    const request = new Request(input, init);
    const signal = signalOf(request);
    signal?.throwIfAborted();
    native.check(request.url);
    const body = hasBody(request) ? await takeBytes(request) : null;
    signal?.throwIfAborted();
    const exchange = native.send(request.url, request.method, request.redirect, [...request.headers], body);
    return receive(exchange, signal);
  }

  return { Headers, Request, Response, fetch };
})
