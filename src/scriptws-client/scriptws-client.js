// The client of ScriptWs: the subprotocol scriptws.v1, JSON-RPC 2.0 over a WebSocket that is opened again when it is lost.
// For browsers, Node.js 22, Deno and Bun. See docs/client.md.

const PROTOCOL = "scriptws.v1";
const RESUME = "scriptws.resume.";

/** Close codes after which connecting again would end the same way. Those from 4000 on belong to the server's script. */
const FINAL = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010, 3003]);

const DEFAULTS = {
  timeout: 30_000, // of a request
  minDelay: 500, // before the second attempt, at most
  maxDelay: 30_000, // between two attempts, at most
  stable: 10_000, // a connection of this age resets the delay
  heartbeat: 25_000, // of silence until the server is asked for a sign of life
  patience: 10_000, // until it has given one, or has accepted a connection
  maxInFlight: 64, // requests on the wire; the others wait
  maxWaiting: 1000, // requests that wait
};

/** What the server, or its script, answered a request with. */
export class RpcError extends Error {
  constructor({ code, message, data }) {
    super(message);
    Object.assign(this, { name: "RpcError", code, data });
  }
}

/** Why there is no answer: "lost", "timeout", "closed", "full" or "protocol". */
export class ClientError extends Error {
  constructor(code, message) {
    super(message);
    Object.assign(this, { name: "ClientError", code });
  }
}

export const connect = (url, options) => new Client(url, options);

export class Client {
  #url;
  #options;
  #socket = null;
  #state = "connecting";
  #attempt = 0;
  #nextId = 1;
  #waiting = []; // calls that are not on the wire
  #sent = new Map(); // calls that wait for their answers, by id
  #topics = new Map(); // what this client subscribes to
  #others = new Map(); // positions of topics that the script has subscribed it to
  #listeners = new Map();
  #timers = {};
  #heardAt = 0;
  #isOpening = false;
  #resumeToken;

  constructor(url, options = {}) {
    this.#url = url;
    this.#options = { ...DEFAULTS, ...options };
    this.#resumeToken = options.resumeToken;
    globalThis.addEventListener?.("online", this.#retryNow);
    this.#open();
  }

  /** "connecting", "open" or "closed": closed for good. */
  get state() {
    return this.#state;
  }

  /** Resumes this session in another client, once; undefined where the server keeps none. */
  get resumeToken() {
    return this.#resumeToken;
  }

  /** The position of each topic with a history, by its name. */
  get positions() {
    return Object.fromEntries([...this.#others, ...[...this.#topics].map(([name, entry]) => [name, entry.position])].filter(([, at]) => at));
  }

  /** Calls the function at each event of the name. Returns a function that ends that. */
  on(event, listener) {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all.add(listener));
    return () => void all.delete(listener);
  }

  /** Calls a function of the script's rpc. */
  request(name, args, options) {
    return this.#call(`rpc.${name}`, args, options);
  }

  /** Calls a function of the script's rpc without an answer. Returns false while there is no connection. */
  notify(name, args) {
    return this.#write({ method: `rpc.${name}`, params: args });
  }

  /** Sends a message to the script. The promise resolves when the script has handled it. */
  async send(data, options) {
    await this.#call("message", payload(data), options);
  }

  /** Who is present at a topic that this client subscribes to. */
  presence(topic, options) {
    return this.#call("presence", { topic }, options);
  }

  /** The id of the present connection, and the user's name. */
  whoami(options) {
    return this.#call("whoami", undefined, options);
  }

  /** Subscribes to a topic. The promise resolves when the server has permitted it. */
  async subscribe(topic, handler, { since, last } = {}) {
    let entry = this.#topics.get(topic);
    if (!entry) {
      entry = { topic, handlers: new Set(), position: since, last };
      this.#topics.set(topic, entry);
      entry.ready = this.#follow(entry, { retry: true, timeout: 0 });
    }
    entry.handlers.add(handler);
    try {
      const { position, recovered, missed } = await entry.ready;
      return { topic, position, recovered, missed, unsubscribe: () => this.#leave(entry, handler) };
    } catch (error) {
      entry.handlers.delete(handler);
      if (this.#topics.get(topic) === entry) this.#topics.delete(topic);
      throw error;
    }
  }

  /** Closes the connection for good. What waits is rejected. */
  close(code = 1000, reason = "") {
    this.#socket?.close(code, reason);
    this.#end({ code, reason });
  }

  async #open() {
    const { token, WebSocket = globalThis.WebSocket, patience } = this.#options;
    let socket;
    this.#isOpening = true;
    try {
      const credentials = await token?.();
      if (this.#state === "closed") return;
      const offers = [PROTOCOL, ...(credentials ? ["bearer", credentials] : []), ...(this.#resumeToken ? [RESUME + this.#resumeToken] : [])];
      socket = new WebSocket(this.#url, offers);
    } catch (error) {
      this.#report(error);
      return this.#lose({ code: 1006, reason: "" });
    } finally {
      this.#isOpening = false;
    }
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#set("patience", () => this.#drop(socket), patience);
    socket.onmessage = ({ data }) => this.#socket === socket && this.#receive(data);
    socket.onclose = (event) => this.#socket === socket && this.#lose(event);
    socket.onerror = () => {}; // the close event follows
    socket.onopen = () => {
      if (socket.protocol === PROTOCOL) return;
      this.#report(new ClientError("protocol", `The server does not speak ${PROTOCOL} here: list it in the endpoint's "subprotocols".`));
      socket.close();
      this.#end({ code: 1002, reason: "no common subprotocol" });
    };
  }

  #receive(data) {
    this.#heardAt = Date.now();
    if (typeof data !== "string") return this.#emit("message", new Uint8Array(data));
    const { id, method, params, result, error } = JSON.parse(data);
    if (method === undefined) return this.#settle(id, result, error);
    if (method === "welcome") return this.#welcome(params);
    if (method === "message") return this.#emit("message", content(params));
    if (method === "topic") return this.#publish(params);
    if (method === "restored") return params.topics.forEach((topic) => this.#restore(topic));
    if (method === "gap") return this.#miss(params.topic, params.position);
  }

  #welcome({ resumed, resumeToken, expiresAt }) {
    const { stable, heartbeat } = this.#options;
    this.#resumeToken = resumeToken;
    this.#state = "open";
    clearTimeout(this.#timers.patience);
    this.#set("stable", () => (this.#attempt = 0), stable);
    this.#set("heartbeat", () => this.#listen(), heartbeat);
    this.#refresh(expiresAt);
    for (const entry of [...this.#topics.values()].reverse()) if (entry.permitted) this.#resubscribe(entry);
    if (!resumed) for (const topic of this.#others.keys()) this.#miss(topic);
    this.#emit("open", { resumed });
    this.#pump();
  }

  /** Calls wait until there is a connection and room on it. */
  #call(method, params, { timeout = this.#options.timeout, signal, retry = false, first = false } = {}) {
    if (params !== undefined && (params === null || typeof params !== "object"))
      return Promise.reject(new TypeError("The arguments are an object or an array."));
    if (this.#state === "closed") return Promise.reject(closed());
    if (this.#waiting.length >= this.#options.maxWaiting) return Promise.reject(new ClientError("full", "Too many requests wait."));
    return new Promise((resolve, reject) => {
      const call = { id: this.#nextId++, method, params, retry };
      const done = (settle) => (value) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        this.#sent.delete(call.id);
        this.#waiting = this.#waiting.filter((other) => other !== call);
        settle(value);
        this.#pump();
      };
      call.resolve = done(resolve);
      call.reject = done(reject);
      const abort = () => call.reject(signal.reason);
      const timer = timeout > 0 ? setTimeout(() => call.reject(new ClientError("timeout", `${method}: no answer within ${timeout} ms.`)), timeout) : undefined;
      if (signal?.aborted) return abort();
      signal?.addEventListener("abort", abort);
      if (first) this.#waiting.unshift(call);
      else this.#waiting.push(call);
      this.#pump();
    });
  }

  #pump() {
    while (this.#state === "open" && this.#waiting.length > 0 && this.#sent.size < this.#options.maxInFlight) {
      const call = this.#waiting.shift();
      this.#sent.set(call.id, call);
      this.#write({ id: call.id, method: call.method, params: call.params });
    }
  }

  #write(message) {
    if (this.#state !== "open" || this.#socket.readyState !== 1) return false;
    this.#socket.send(JSON.stringify({ jsonrpc: "2.0", ...message }));
    return true;
  }

  #settle(id, result, error) {
    const call = this.#sent.get(id);
    if (error && !call) this.#report(new RpcError(error));
    else if (error) call.reject(new RpcError(error));
    else call?.resolve(result);
  }

  #publish({ topic, position, ...message }) {
    const entry = this.#topics.get(topic);
    if (entry && position) entry.position = position;
    const about = { topic, position };
    if (!entry && position) this.#others.set(topic, position);
    if (!entry) return this.#emit("topic", content(message), about);
    for (const handler of entry.handlers) this.#run(handler, content(message), about);
  }

  /** A topic that the script has subscribed the lost connection to continues where this client was. */
  async #restore(topic) {
    if (this.#topics.has(topic)) return;
    const since = this.#others.get(topic);
    try {
      const { position, recovered } = await this.#call("subscribe", { topic, since }, { first: true });
      if (since && !recovered) this.#miss(topic, position);
    } catch (error) {
      if (error.code !== "lost" && error.code !== "closed") this.#report(error);
    }
  }

  #miss(topic, position) {
    const entry = this.#topics.get(topic);
    if (entry && position) entry.position = position;
    if (!entry) this.#others.delete(topic);
    this.#emit("gap", { topic });
  }

  /** Asks for the topic from the last known position on. */
  async #follow(entry, options) {
    const { topic, position: since, last } = entry;
    const result = await this.#call("subscribe", { topic, since, last: since ? undefined : last }, options);
    entry.permitted = true;
    if (entry.position === since) entry.position = result.position ?? undefined;
    if (since && !result.recovered) this.#miss(topic);
    return result;
  }

  #resubscribe(entry) {
    this.#follow(entry, { first: true }).catch((error) => {
      if (error.code === "lost" || error.code === "closed") return;
      this.#topics.delete(entry.topic);
      this.#report(Object.assign(error, { topic: entry.topic }));
    });
  }

  async #leave(entry, handler) {
    entry.handlers.delete(handler);
    if (entry.handlers.size > 0 || this.#topics.get(entry.topic) !== entry) return;
    this.#topics.delete(entry.topic);
    if (this.#state === "open") await this.#call("unsubscribe", { topic: entry.topic }).catch(() => {});
  }

  /** A wire can be dead without an event: after a silence the server is asked. */
  #listen() {
    const { heartbeat, patience } = this.#options;
    const socket = this.#socket;
    const silent = Date.now() - this.#heardAt;
    if (silent < heartbeat) return this.#set("heartbeat", () => this.#listen(), heartbeat - silent);
    this.#call("ping", undefined, { timeout: patience, first: true }).then(
      () => this.#socket === socket && this.#set("heartbeat", () => this.#listen(), heartbeat),
      (error) => error.code === "timeout" && this.#drop(socket),
    );
  }

  #drop(socket) {
    if (this.#socket !== socket) return;
    socket.close();
    this.#lose({ code: 1006, reason: "no sign of life" });
  }

  /** Shows a new token in good time before the old one expires. */
  #refresh(expiresAt) {
    const { token } = this.#options;
    if (!expiresAt || !token) return;
    this.#set("refresh", async () => {
      try {
        this.#refresh((await this.#call("reauthenticate", { token: await token() })).expiresAt);
      } catch (error) {
        this.#report(error);
      }
    }, Math.min(Math.max((expiresAt - Date.now()) * 0.8, 1000), 2 ** 31 - 1));
  }

  #lose({ code, reason }) {
    if (this.#state === "closed") return;
    const { reconnect = () => !FINAL.has(code) && code < 4000, minDelay, maxDelay } = this.#options;
    this.#stop();
    this.#state = "connecting";
    for (const call of [...this.#sent.values()].reverse()) {
      if (!call.retry) continue;
      this.#sent.delete(call.id);
      this.#waiting.unshift(call);
    }
    for (const call of [...this.#sent.values()]) call.reject(new ClientError("lost", `${call.method}: the connection was lost; it is unknown what became of it.`));
    if (!reconnect({ code, reason })) return this.#end({ code, reason });
    const delay = Math.random() * Math.min(maxDelay, minDelay * 2 ** this.#attempt++);
    this.#set("retry", this.#retryNow, delay);
    this.#emit("close", { code, reason, willReconnect: true, delay });
  }

  #retryNow = () => {
    if (this.#state !== "connecting" || this.#socket || this.#isOpening) return;
    clearTimeout(this.#timers.retry);
    this.#open();
  };

  #end({ code, reason }) {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#stop();
    globalThis.removeEventListener?.("online", this.#retryNow);
    for (const call of [...this.#sent.values(), ...this.#waiting]) call.reject(closed());
    this.#emit("close", { code, reason, willReconnect: false });
  }

  #stop() {
    this.#socket = null;
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
  }

  #set(name, callback, delay) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(callback, delay);
  }

  #emit(event, ...values) {
    for (const listener of this.#listeners.get(event) ?? []) this.#run(listener, ...values);
  }

  /** A listener that throws stops neither the client nor the other listeners. */
  #run(listener, ...values) {
    try {
      const result = listener(...values);
      result?.catch?.((error) => this.#report(error));
    } catch (error) {
      this.#report(error);
    }
  }

  #report(error) {
    const listeners = this.#listeners.get("error");
    if (!listeners?.size) return console.error(error);
    for (const listener of listeners) {
      try {
        listener(error);
      } catch (another) {
        console.error(another);
      }
    }
  }
}

const closed = () => new ClientError("closed", "The client is closed.");

/** Objects are sent as JSON, bytes as base64. */
function payload(data) {
  if (typeof data === "string") return { data };
  if (!(data instanceof ArrayBuffer) && !ArrayBuffer.isView(data)) return { data: JSON.stringify(data) };
  const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { bytes: btoa(text) };
}

function content({ data, bytes }) {
  return bytes === undefined ? data : Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
}
