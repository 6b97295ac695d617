// Types of everything that a script can use. An editor that supports TypeScript completes and checks a plain .js file
// that starts with:
//
//   // @ts-check
//   /// <reference path="scriptws.d.ts" />
//
//   /** @type {ScriptWs.OnMessage} */
//   export function onMessage(connection, text) { … }
//
// jsconfig.json beside this file excludes the types of browsers and Node.js: only what is declared below exists.

/** The server that this script runs in. */
declare const server: ScriptWs.Server;

/** Writes to the server's log. Objects are shown with their contents, three levels deep. */
declare const console: ScriptWs.Console;

declare namespace ScriptWs {
  // ── Handlers ────────────────────────────────────────────────────────────────────────────────────────────────────
  // A script exports any of these, and at least one. Each may be async. `Data` is the type of `connection.data`.

  /** The server listens and this module went live. */
  type OnStart = () => void | Promise<void>;

  /**
   * Called for credentials that match no configured user, or use another scheme. Return `true` or a user to accept the
   * client, `false` or nothing to reject it. If the handler fails, the client is rejected with 500.
   */
  type OnAuthenticate = (credentials: Credentials) => Authentication | Promise<Authentication>;

  /**
   * Called before the opening handshake is answered. Return nothing to accept the client, or an answer to reject it.
   * Exceeding `limits.handshakeTimeout` rejects the client.
   */
  type OnUpgrade = (request: UpgradeRequest) => Upgrade | void | Promise<Upgrade | void>;

  /** The WebSocket is open. */
  type OnConnect<Data = any> = (connection: Connection<Data>) => void | Promise<void>;

  /** A text message is complete. */
  type OnMessage<Data = any> = (connection: Connection<Data>, text: string) => void | Promise<void>;

  /** A binary message is complete. Without this handler, binary messages are rejected with close code 1003. */
  type OnBinary<Data = any> = (connection: Connection<Data>, bytes: Uint8Array) => void | Promise<void>;

  /** A slow client has caught up: its queue is below `limits.maxBufferedAmount` again. */
  type OnDrain<Data = any> = (connection: Connection<Data>) => void | Promise<void>;

  /**
   * The connection has ended. Called exactly once per `onConnect`.
   * `code` is 1005 if the client sent none, and 1006 if it vanished without a closing handshake.
   */
  type OnDisconnect<Data = any> = (connection: Connection<Data>, code: number, reason: string) => void | Promise<void>;

  /**
   * A plain HTTP request at the endpoint's path or below it. Return a text or an answer. Return nothing if the request is not
   * for this script: static files are tried next. A failure is answered with 500.
   */
  type OnRequest = (request: HttpRequest) => string | HttpAnswer | void | Promise<string | HttpAnswer | void>;

  /**
   * The connection has been silent for `heartbeat.interval`, and a Ping is due. Return `false` to skip it until the next
   * interval. The handler may send a message of its own instead.
   */
  type OnHeartbeat<Data = any> = (connection: Connection<Data>) => boolean | void;

  /** A handler threw, a rejected promise was not handled, or a turn exceeded its budget. */
  type OnError<Data = any> = (error: unknown, connection?: Connection<Data>) => void | Promise<void>;

  /**
   * The server is about to stop, and waits for this handler up to `shutdown.grace`. `"fault"`: the server lost its listener
   * without being stopped. Open connections stay, and `onStart` follows once it listens again.
   */
  type OnShutdown = (reason: "stop" | "restart" | "fault") => void | Promise<void>;

  /**
   * The server lost its listener and is about to listen again. Return `false` to skip this attempt. `attempt` counts from 1,
   * `cause` describes the fault.
   */
  type OnWatchdog = (about: { attempt: number; cause: string }) => boolean | void;

  /**
   * A new generation is about to take over. The result moves to it as a copy, by the rules of `structuredClone`, and may
   * contain connections. Timers end automatically. Change nothing else: if the new generation is rejected, this one
   * continues. It must complete within its turn.
   */
  type OnUnload<State = any> = () => State | Promise<State>;

  /**
   * This generation takes over from the previous one. It is not live yet and cannot send; `onStart` follows.
   * If it throws, the previous generation continues. It must complete within its turn.
   */
  type OnLoad<State = any> = (state: State, generations: Generations) => void | Promise<void>;

  /** Exported as `selfTest`: tests the script before it goes live. If it throws or returns `false`, the script is rejected. */
  type SelfTest = () => boolean | void | Promise<boolean | void>;

  /** The two generations of a reload. */
  interface Generations {
    /** The previous generation. */
    readonly from: number;
    /** This generation. */
    readonly to: number;
  }

  /** The credentials that a client sent. */
  interface Credentials {
    /** `basic`, `session` (a login), `url`, `bearer`, `apikey`, or another scheme of the Authorization header in lower case. */
    readonly kind: string;
    /** The user's name; `null` for a token. */
    readonly user: string | null;
    /** The password; `null` for a token. */
    readonly password: string | null;
    /** The bearer token, the API key, or the text after another scheme; `null` for a password. */
    readonly token: string | null;
    /** The request, without its credentials. */
    readonly request: UpgradeRequest;
  }

  /** What `onAuthenticate` may return. */
  type Authentication = boolean | KnownUser | void;

  /** An accepted user. */
  interface KnownUser {
    /**
     * The user's name, at most 256 characters.
     * @default the name that the client sent, or an empty string
     */
    name?: string;
    /**
     * The user's roles, at most 256.
     * @default []
     */
    roles?: string[];
    /**
     * Further facts about the user: plain values, at most 16 KiB as JSON.
     * @default {}
     */
    claims?: Record<string, any>;
    /**
     * When the connection is closed with 3000: a `Date`, or milliseconds like those of `Date.now()`.
     * @default never
     */
    expiresAt?: Date | number | null;
  }

  /** What `onUpgrade` may return: a rejection with a `status`, or terms of acceptance. */
  type Upgrade = Refusal | Acceptance;

  /** An HTTP answer that rejects the client. */
  interface Refusal {
    /** The HTTP status code, 300 to 599. */
    status: number;
    /** Headers of the answer. */
    headers?: Record<string, string>;
    /** Text of the answer. */
    body?: string;
  }

  /** Terms on which a client is accepted. */
  interface Acceptance {
    /**
     * One of the subprotocols that the client offered.
     * @default the first of the endpoint's `subprotocols` that the client offered
     */
    subprotocol?: string;
    /** Headers added to the answer. */
    headers?: Record<string, string>;
    /**
     * Becomes `connection.data`.
     * @default {}
     */
    data?: any;
  }

  // ── Connection ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** The HTTP request for a WebSocket. */
  interface UpgradeRequest {
    /** The path without the query, percent-encoded as received: `/chat`. */
    readonly path: string;
    /** Values from the path, decoded, by name: `params.id` of the endpoint `/rooms/:id`, `params["*"]` of `/doc/*`. */
    readonly params: Readonly<Record<string, string>>;
    /** The part after `?`, or an empty string. `new URLSearchParams(request.query)` parses it. */
    readonly query: string;
    /** Header values by name in lower case: `headers["user-agent"]`. Repeated ones are joined with `", "`. */
    readonly headers: Readonly<Record<string, string>>;
    /** The subprotocols that the client offered, in order of preference. */
    readonly subprotocols: readonly string[];
    /** The client's IP address. */
    readonly remoteAddress: string;
    /** The authenticated user, or `null`. */
    readonly user: User | null;
    /** Whether the request came over TLS. */
    readonly secure: boolean;
    /** The result of the TLS handshake; `null` on a port without TLS. */
    readonly tls: TlsInformation | null;
  }

  /** The result of a TLS handshake. */
  interface TlsInformation {
    /** The version: `TLS 1.2` or `TLS 1.3`. */
    readonly protocol: string;
    /** The cipher suite, by its IANA name. */
    readonly cipherSuite: string;
    /** The host name that the client requested; empty if it requested none. */
    readonly hostName: string;
    /** The client's certificate, verified up to a trusted root; `null` if it sent none. */
    readonly clientCertificate: { readonly subject: string; readonly fingerprint: string } | null;
  }

  /** A plain HTTP request. */
  interface HttpRequest {
    /** The method: `GET`. */
    readonly method: string;
    /** The path without the query, decoded, without empty and dot segments: `/api/rooms`. */
    readonly path: string;
    /** Values from the path, decoded, by name: `params.id` of the endpoint `/rooms/:id`, `params["*"]` of `/doc/*`. */
    readonly params: Readonly<Record<string, string>>;
    /** The part after `?`, or an empty string. `new URLSearchParams(request.query)` parses it. */
    readonly query: string;
    /** Header values by name in lower case: `headers["content-type"]`. Repeated ones are joined with `", "`. */
    readonly headers: Readonly<Record<string, string>>;
    /** The client's IP address. */
    readonly remoteAddress: string;
    /** Whether the request came over TLS. */
    readonly secure: boolean;
    /** The authenticated user, or `null`. */
    readonly user: User | null;
    /** The body as text. It has at most `limits.maxRequestBody` bytes. */
    text(): string;
    /** The body parsed as JSON; throws a SyntaxError if it is not JSON. */
    json(): any;
    /** The body as bytes. */
    bytes(): Uint8Array;
  }

  /** What `onRequest` may return. */
  interface HttpAnswer {
    /**
     * 200 to 599.
     * @default 200
     */
    status?: number;
    /**
     * Header fields. An array sends the field several times.
     * @default a Content-Type for the body: text/plain for a string, application/octet-stream for bytes
     */
    headers?: Record<string, string | readonly string[]>;
    /**
     * The body. Use `JSON.stringify` for objects.
     * @default no body
     */
    body?: string | Uint8Array | ArrayBuffer | DataView;
  }

  /** An authenticated user. */
  interface User {
    /** The user's name. */
    readonly name: string;
    /** The user's roles. */
    readonly roles: readonly string[];
    /** The kind of credentials: `basic`, `session`, `url`, `bearer`, `apikey`, or another scheme in lower case. */
    readonly kind: string;
    /** Further facts from a signed token, `onAuthenticate` or C# code; otherwise an empty object. */
    readonly claims: Readonly<Record<string, any>>;
    /** When the token expires and the connection is closed with 3000, in the unit of `Date.now()`; `null` for never. */
    readonly expiresAt: number | null;
  }

  /** A message to send: a string is sent as text, everything else as binary. */
  type Message = string | Uint8Array | ArrayBuffer | DataView;

  /** The server's end of one WebSocket. One connection is always the same object. */
  interface Connection<Data = any> {
    /** A GUID that identifies the connection. It is never reused. */
    readonly id: string;
    /** The client's IP address. */
    readonly remoteAddress: string;
    /** The request that opened the connection. */
    readonly request: UpgradeRequest;
    /** The negotiated subprotocol, or `null`. */
    readonly subprotocol: string | null;
    /** The authenticated user, or `null`. */
    readonly user: User | null;
    /**
     * Data of the script about this connection. A reload copies it to the new generation.
     * @default {}
     */
    data: Data;
    /** The state of the connection. */
    readonly state: "open" | "closing" | "closed";
    /** Round trip of the last Ping in milliseconds; `null` before the first Pong. */
    readonly latency: number | null;
    /** Number of bytes that wait for the client to read. */
    readonly bufferedAmount: number;
    /** The topics that the connection is subscribed to. */
    readonly subscriptions: string[];

    /**
     * Sends a message.
     * @returns the number of payload bytes; `-1` if the message is queued behind a slow client (`onDrain` follows);
     * `0` if it was dropped
     */
    send(data: Message): number;
    /**
     * Starts the closing handshake. Nothing can be sent afterwards.
     * @param code 1000, 3000 to 4999, or another code that RFC 6455 permits a server to send
     * @default 1000
     * @param reason at most 123 bytes of UTF-8
     */
    close(code?: number, reason?: string): void;
    /** Drops the connection immediately, without a closing handshake. */
    terminate(): void;
    /** Sends a Ping. Its answer updates `latency`. Returns `false` if the connection is closing or its buffer is full. */
    ping(): boolean;
    /** Subscribes to a topic. Returns `false` if the connection was subscribed already. */
    subscribe(topic: string): boolean;
    /** Ends a subscription. Returns `false` if there was none. */
    unsubscribe(topic: string): boolean;
    /** Whether the connection is subscribed to the topic. */
    isSubscribed(topic: string): boolean;
    /**
     * Sends to every subscriber of the topic except this connection.
     * @returns the number of connections that it was sent to
     */
    publish(topic: string, data: Message): number;
    /**
     * Replaces the client's bearer token before it expires. A valid token of the same user sets a new expiry, and `user` gets
     * its roles and claims. Any other token changes nothing.
     * @returns the user; `null` if the token is invalid, belongs to another user, or the connection has no user
     */
    reauthenticate(token: string): Promise<User | null>;
  }

  // ── Server ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The server that the script runs in. */
  interface Server {
    /** The connections of this script's worker: iterable, with their number in `size`. */
    readonly connections: Connections;
    /** The number of this version of the script: 1 at the start, increased by each reload. */
    readonly generation: number;
    /** Values shared by all workers. */
    readonly store: Store;
    /** The values of `settings`: those of the server, and those of the endpoint over them. Frozen. */
    readonly settings: Settings;
    /** Writes to the server's log. */
    readonly log: Console;

    /** The connection with this id, or `null`. In parallel mode only this worker's connections are found; `send` reaches all. */
    connection(id: string): Connection | null;
    /**
     * Sends to the connection with this id.
     * @returns `false` if there is none, or the message was dropped
     */
    send(id: string, data: Message): boolean;
    /**
     * Sends to every connection of the server. A failing connection does not affect the others.
     * @returns the number of connections that it was sent to
     */
    broadcast(data: Message, options?: BroadcastOptions): number;
    /**
     * Sends to every subscriber of the topic.
     * @returns the number of connections that it was sent to
     */
    publish(topic: string, data: Message): number;
    /** Number of connections that are subscribed to the topic. */
    subscriberCount(topic: string): number;
    /** Stops the server cleanly and starts it again. */
    restart(): void;
    /** Stops the server: `onShutdown("stop")`, then every connection is closed with 1001. */
    stop(): void;
  }

  /** Live connections. */
  interface Connections extends Iterable<Connection> {
    /** Their number. */
    readonly size: number;
  }

  /** Filters of a broadcast. Without filters it reaches every connection. */
  interface BroadcastOptions {
    /** Only subscribers of this topic. */
    topic?: string;
    /** Not these connections or ids. Overrides `only`. */
    except?: Connection | string | (Connection | string)[];
    /** Only these connections or ids. */
    only?: Connection | string | (Connection | string)[];
    /** Only connections with this subprotocol. */
    subprotocol?: string;
  }

  /**
   * Values that all workers of the server share, by key, until the server stops. Values are copied in and out
   * (like `structuredClone`), so two workers never share an object.
   */
  interface Store {
    /** A copy of the value, or `undefined`. */
    get(key: string): any;
    /** Stores a copy of the value. */
    set(key: string, value: any): void;
    /** Whether the key has a value. */
    has(key: string): boolean;
    /** Removes the value. Returns `false` if there was none. */
    delete(key: string): boolean;
    /** All keys, in no particular order. */
    keys(): string[];
    /**
     * Adds to a number atomically across workers. A missing value counts as 0.
     * @returns the new value
     */
    increment(key: string, by?: number): number;
  }

  /**
   * The values of `settings` in server.json. A file of your own names them, for completion and checks:
   * `declare namespace ScriptWs { interface Settings { apiKey: string } }`.
   */
  interface Settings {
    /** A value: a string, a number, a boolean, `null`, a list or an object. */
    readonly [name: string]: any;
  }

  /** Writes to the server's log, in the category `ScriptWs.Script`. */
  interface Console {
    /** Writes an information message. */
    log(...values: unknown[]): void;
    /** Writes an information message. */
    info(...values: unknown[]): void;
    /** Writes a debug message. Not shown by default. */
    debug(...values: unknown[]): void;
    /** Writes a warning. */
    warn(...values: unknown[]): void;
    /** Writes an error. */
    error(...values: unknown[]): void;
    /** Writes a trace message. Not shown by default. */
    trace(...values: unknown[]): void;
    /** Writes one value as an information message. */
    dir(value?: unknown): void;
    /** Writes an error if the condition is false. */
    assert(condition?: unknown, ...values: unknown[]): void;
    /** Writes how often it has been called with this label. */
    count(label?: string): void;
    /** Resets a count to zero. */
    countReset(label?: string): void;
    /** Starts a stopwatch. */
    time(label?: string): void;
    /** Writes the elapsed time of the stopwatch. */
    timeLog(label?: string, ...values: unknown[]): void;
    /** Writes the elapsed time of the stopwatch and stops it. */
    timeEnd(label?: string): void;
  }
}

// ── Web standards ────────────────────────────────────────────────────────────────────────────────

/** `import.meta` of a module. */
interface ImportMeta {
  /** The path of this file, relative to the folder of the script: `"lib/rooms.js"`. */
  readonly url: string;
}

/** Calls the function once, after `delay` milliseconds. */
declare function setTimeout<Args extends unknown[]>(callback: (...args: Args) => void, delay?: number, ...args: Args): number;
/** Cancels a timeout. */
declare function clearTimeout(id?: number): void;
/** Calls the function repeatedly, every `delay` milliseconds. */
declare function setInterval<Args extends unknown[]>(callback: (...args: Args) => void, delay?: number, ...args: Args): number;
/** Cancels an interval. */
declare function clearInterval(id?: number): void;
/** Calls the function at the end of this turn. */
declare function queueMicrotask(callback: () => void): void;
/** Makes a deep copy of objects, arrays, maps, sets, dates and typed arrays, but not of functions. */
declare function structuredClone<T>(value: T): T;
/** Encodes a string of bytes as base64. */
declare function btoa(bytes: string): string;
/** Decodes base64 to a string of bytes. */
declare function atob(base64: string): string;

/** Encodes text as UTF-8. */
declare class TextEncoder {
  /** Always `utf-8`. */
  readonly encoding: string;
  /** The text as UTF-8. */
  encode(text?: string): Uint8Array;
  /** Writes as much of the text as fits into the array. */
  encodeInto(text: string, destination: Uint8Array): { read: number; written: number };
}

/** Decodes UTF-8. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  /** The name of the encoding. */
  readonly encoding: string;
  /** Whether invalid bytes throw. */
  readonly fatal: boolean;
  /** Whether a byte order mark is kept. */
  readonly ignoreBOM: boolean;
  /** The bytes as text. */
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}

/** A parsed URL. */
declare class URL {
  constructor(url: string | URL, base?: string | URL);
  /** Whether the URL can be parsed. */
  static canParse(url: string | URL, base?: string | URL): boolean;
  /** The parsed URL, or `null` when it cannot be parsed. */
  static parse(url: string | URL, base?: string | URL): URL | null;
  /** The whole URL. */
  href: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** The scheme, with its colon. */
  protocol: string;
  /** The name before the host. */
  username: string;
  /** The password before the host. */
  password: string;
  /** Host name and port. */
  host: string;
  /** The host without the port. */
  hostname: string;
  /** The port, or an empty string. */
  port: string;
  /** The path, from its slash. */
  pathname: string;
  /** The query, from its question mark. */
  search: string;
  /** The query, parsed. */
  readonly searchParams: URLSearchParams;
  /** The fragment, from its hash. */
  hash: string;
  /** The whole URL. */
  toString(): string;
  /** The whole URL. */
  toJSON(): string;
}

/** The names and values of a query. */
declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]> | URLSearchParams);
  /** Number of pairs. */
  readonly size: number;
  /** Adds a pair. */
  append(name: string, value: string): void;
  /** Removes every pair with the name. */
  delete(name: string, value?: string): void;
  /** The first value with the name, or `null`. */
  get(name: string): string | null;
  /** Every value with the name. */
  getAll(name: string): string[];
  /** Whether there is a pair with the name. */
  has(name: string, value?: string): boolean;
  /** Leaves one pair with the name. */
  set(name: string, value: string): void;
  /** Sorts the pairs by name. */
  sort(): void;
  /** Calls the function for each pair. */
  forEach(callback: (value: string, name: string, params: URLSearchParams) => void): void;
  /** The names. */
  keys(): IterableIterator<string>;
  /** The values. */
  values(): IterableIterator<string>;
  /** The pairs. */
  entries(): IterableIterator<[string, string]>;
  /** The pairs. */
  [Symbol.iterator](): IterableIterator<[string, string]>;
  /** The query, without its question mark. */
  toString(): string;
}

/** Cryptographically secure random values. */
declare const crypto: {
  /** A random GUID. */
  randomUUID(): string;
  /** Fills the array with random bytes. */
  getRandomValues<T extends Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array>(array: T): T;
};
