// Types of everything a handler script meets. An editor that knows TypeScript completes and checks a plain .js file
// that begins with:
//
//   // @ts-check
//   /// <reference path="scriptws.d.ts" />
//
//   /** @type {ScriptWs.OnMessage} */
//   export function onMessage(connection, text) { … }
//
// jsconfig.json beside this file says that there is no browser and no Node here, only what is declared below.

/** The server that this script runs in. */
declare const server: ScriptWs.Server;

/** Writes to the server's log. Objects are shown with what is in them, three levels deep. */
declare const console: ScriptWs.Console;

declare namespace ScriptWs {
  // ── Handlers ────────────────────────────────────────────────────────────────────────────────────────────────────
  // A script exports any of these, and at least one. Each may be async. `Data` is the type of `connection.data`.

  /** The server listens and this module went live. */
  type OnStart = () => void | Promise<void>;

  /**
   * A client gave credentials that the configured users do not explain: a password that is not theirs, or another scheme.
   * Return `true` or who it is to let it in, `false` or nothing to refuse it. A failure refuses it with 500.
   */
  type OnAuthenticate = (credentials: Credentials) => Authentication | Promise<Authentication>;

  /**
   * A client asks to come in; called before the opening handshake is answered. Return nothing to accept.
   * When it takes longer than `limits.handshakeTimeout`, the client is refused.
   */
  type OnUpgrade = (request: UpgradeRequest) => Upgrade | void | Promise<Upgrade | void>;

  /** The WebSocket is open. */
  type OnConnect<Data = any> = (connection: Connection<Data>) => void | Promise<void>;

  /** One whole text message arrived. */
  type OnMessage<Data = any> = (connection: Connection<Data>, text: string) => void | Promise<void>;

  /** One whole binary message arrived. Without this handler binary messages are refused with close code 1003. */
  type OnBinary<Data = any> = (connection: Connection<Data>, bytes: Uint8Array) => void | Promise<void>;

  /** The client has caught up: what is queued for it fell back under `limits.maxBufferedAmount`. */
  type OnDrain<Data = any> = (connection: Connection<Data>) => void | Promise<void>;

  /**
   * The connection is over; called exactly once for each `onConnect`.
   * `code` is 1005 when the client gave none, and 1006 when it vanished without a closing handshake.
   */
  type OnDisconnect<Data = any> = (connection: Connection<Data>, code: number, reason: string) => void | Promise<void>;

  /**
   * A plain HTTP request at the endpoint's path or below it. Return a text, or an answer; nothing when the request is not
   * the script's: then it may be a file's (`static`), or is not found. A failure is answered with 500.
   */
  type OnRequest = (request: HttpRequest) => string | HttpAnswer | void | Promise<string | HttpAnswer | void>;

  /**
   * The connection has been silent for `heartbeat.interval` and is about to be pinged; `false` leaves this Ping out, and
   * the next is due one interval later. The handler may send something of its own instead.
   */
  type OnHeartbeat<Data = any> = (connection: Connection<Data>) => boolean | void;

  /** A handler threw, a promise was rejected and nobody looked, or a turn went over its budget. */
  type OnError<Data = any> = (error: unknown, connection?: Connection<Data>) => void | Promise<void>;

  /**
   * The server is about to stop; it waits for this handler, but not longer than `shutdown.grace`. `"fault"` says that it
   * does not listen any more, though nobody stopped it: open connections stay, and `onStart` follows when it listens again.
   */
  type OnShutdown = (reason: "stop" | "restart" | "fault") => void | Promise<void>;

  /**
   * The server does not listen any more and is about to try again; `false` leaves this attempt out. `attempt` counts
   * from 1, `cause` says what happened.
   */
  type OnWatchdog = (about: { attempt: number; cause: string }) => boolean | void;

  /**
   * A new generation is about to take over: what this returns moves to it as a copy, by the rules of `structuredClone`,
   * and connections may be in it. Timers end by themselves. Leave everything as it is: if the new one is refused, this
   * one goes on. It must be done within its turn.
   */
  type OnUnload<State = any> = () => State | Promise<State>;

  /**
   * This generation takes over from another one; called before it is live, so it cannot send yet: `onStart` follows.
   * If it throws, the generation before goes on. It must be done within its turn.
   */
  type OnLoad<State = any> = (state: State, generations: Generations) => void | Promise<void>;

  /** Exported as `selfTest`: tries the script before it goes live. If it throws or returns `false`, the script is refused. */
  type SelfTest = () => boolean | void | Promise<boolean | void>;

  /** Which generation takes over from which. */
  interface Generations {
    /** The one that ran until now. */
    readonly from: number;
    /** This one. */
    readonly to: number;
  }

  /** What a client says about who it is. */
  interface Credentials {
    /** `basic`, `session` (a login), `url`, `bearer`, `apikey`, or another scheme of the Authorization header in lower case. */
    readonly kind: string;
    /** The user's name; `null` when there is a token instead. */
    readonly user: string | null;
    /** The password; `null` when there is a token instead. */
    readonly password: string | null;
    /** The bearer token, the API key, or what followed another scheme; `null` when there is a password instead. */
    readonly token: string | null;
    /** What the client asks for, without its credentials. */
    readonly request: UpgradeRequest;
  }

  /** What `onAuthenticate` may return. */
  type Authentication = boolean | KnownUser | void;

  /** Who a client is. */
  interface KnownUser {
    /**
     * The user's name, at most 256 characters.
     * @default the name that the client gave, or an empty string
     */
    name?: string;
    /**
     * The user's roles, at most 256.
     * @default []
     */
    roles?: string[];
    /**
     * Whatever else is known: plain values, at most 16 KiB as JSON.
     * @default {}
     */
    claims?: Record<string, any>;
    /**
     * When the connection is closed with 3000: a `Date`, or milliseconds as `Date.now()` gives them.
     * @default never
     */
    expiresAt?: Date | number | null;
  }

  /** What `onUpgrade` may return: refuse with a `status`, or accept with something of one's own. */
  type Upgrade = Refusal | Acceptance;

  /** An HTTP answer in place of the opening handshake. */
  interface Refusal {
    /** The HTTP status code, 300 to 599. */
    status: number;
    /** Headers of the answer. */
    headers?: Record<string, string>;
    /** Text of the answer. */
    body?: string;
  }

  /** What the opening handshake is answered with, and what the connection starts with. */
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

  /** The HTTP request that opened (or asks to open) a WebSocket. */
  interface UpgradeRequest {
    /** The path, without the query, percent-encoded as it came: `/chat`. */
    readonly path: string;
    /** Values from the path, decoded, by name: `params.id` of the endpoint `/rooms/:id`, `params["*"]` of `/doc/*`. */
    readonly params: Readonly<Record<string, string>>;
    /** What followed `?`, or an empty string; `new URLSearchParams(request.query)` takes it apart. */
    readonly query: string;
    /** Header values by name in lower case: `headers["user-agent"]`. Repeated ones are joined with `", "`. */
    readonly headers: Readonly<Record<string, string>>;
    /** The subprotocols that the client offered, its favourite first. */
    readonly subprotocols: readonly string[];
    /** The client's IP address. */
    readonly remoteAddress: string;
    /** Who the client was authenticated as; `null` when it was not. */
    readonly user: User | null;
    /** Whether the wire to this server is encrypted. */
    readonly secure: boolean;
    /** What the TLS handshake brought; `null` on a port without TLS. */
    readonly tls: TlsInformation | null;
  }

  /** What was agreed on in a TLS handshake. */
  interface TlsInformation {
    /** The version: `TLS 1.2` or `TLS 1.3`. */
    readonly protocol: string;
    /** The cipher suite, as the IANA names it. */
    readonly cipherSuite: string;
    /** The host that the client asked for; empty when it named none. */
    readonly hostName: string;
    /** The certificate that the client showed, which leads to a trusted root; `null` when it showed none. */
    readonly clientCertificate: { readonly subject: string; readonly fingerprint: string } | null;
  }

  /** A plain HTTP request. */
  interface HttpRequest {
    /** The method: `GET`. */
    readonly method: string;
    /** The path, without the query, decoded and without empty and dot segments: `/api/rooms`. */
    readonly path: string;
    /** Values from the path, decoded, by name: `params.id` of the endpoint `/rooms/:id`, `params["*"]` of `/doc/*`. */
    readonly params: Readonly<Record<string, string>>;
    /** What followed `?`, or an empty string; `new URLSearchParams(request.query)` takes it apart. */
    readonly query: string;
    /** Header values by name in lower case: `headers["content-type"]`. Repeated ones are joined with `", "`. */
    readonly headers: Readonly<Record<string, string>>;
    /** The client's IP address. */
    readonly remoteAddress: string;
    /** Whether it came over TLS. */
    readonly secure: boolean;
    /** Who the client was authenticated as; `null` when it was not. */
    readonly user: User | null;
    /** The body as text. It has at most `limits.maxRequestBody` bytes. */
    text(): string;
    /** What the body holds as JSON; throws a SyntaxError when it is none. */
    json(): any;
    /** The body as it came. */
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
     * Header fields; an array sends one of them several times.
     * @default a Content-Type that suits the body: text/plain for a text, application/octet-stream for bytes
     */
    headers?: Record<string, string | readonly string[]>;
    /**
     * The body; `JSON.stringify` makes a string of an object.
     * @default no body
     */
    body?: string | Uint8Array | ArrayBuffer | DataView;
  }

  /** Who a client was authenticated as. */
  interface User {
    /** The user's name. */
    readonly name: string;
    /** The user's roles. */
    readonly roles: readonly string[];
    /** How the client said so: `basic`, `session`, `url`, `bearer`, `apikey`, or another scheme in lower case. */
    readonly kind: string;
    /** What a signed token, `onAuthenticate` or C# code said besides; an empty object otherwise. */
    readonly claims: Readonly<Record<string, any>>;
    /** When its token is over and the connection is closed with 3000, as `Date.now()` gives it; `null` for never. */
    readonly expiresAt: number | null;
  }

  /** What can be sent: a string goes out as text, the rest as binary. */
  type Message = string | Uint8Array | ArrayBuffer | DataView;

  /** Our end of one WebSocket. The same object every time the same connection is meant. */
  interface Connection<Data = any> {
    /** Names the connection; a GUID, never used again. */
    readonly id: string;
    /** The client's IP address. */
    readonly remoteAddress: string;
    /** The request that opened it. */
    readonly request: UpgradeRequest;
    /** The subprotocol agreed on, if any. */
    readonly subprotocol: string | null;
    /** Who it was authenticated as; `null` when it was not. */
    readonly user: User | null;
    /**
     * The script's own: whatever it wants to remember about this connection. Moves to a new generation as a copy.
     * @default {}
     */
    data: Data;
    /** Where the connection is in its life. */
    readonly state: "open" | "closing" | "closed";
    /** Milliseconds from the last Ping to its Pong; `null` before the first. */
    readonly latency: number | null;
    /** Bytes that wait for the client to read on. */
    readonly bufferedAmount: number;
    /** The topics it subscribed to. */
    readonly subscriptions: string[];

    /**
     * Sends a message.
     * @returns the payload's bytes when it goes out, `-1` when it is queued behind a slow client (`onDrain` follows),
     * `0` when it was dropped
     */
    send(data: Message): number;
    /**
     * Begins the closing handshake. Nothing can be sent afterwards.
     * @param code 1000, 3000 to 4999, or one that RFC 6455 lets a server send
     * @default 1000
     * @param reason at most 123 bytes of UTF-8
     */
    close(code?: number, reason?: string): void;
    /** Drops the connection at once, without a closing handshake. */
    terminate(): void;
    /** Sends a Ping; its answer shows in `latency`. `false` when the connection is closing or its buffer full. */
    ping(): boolean;
    /** From now on this connection receives what is published to the topic. `false` when it did already. */
    subscribe(topic: string): boolean;
    /** Ends a subscription. `false` when there was none. */
    unsubscribe(topic: string): boolean;
    /** Whether it is subscribed to the topic. */
    isSubscribed(topic: string): boolean;
    /**
     * Sends to every subscriber of the topic but this connection.
     * @returns how many connections it was sent to
     */
    publish(topic: string, data: Message): number;
    /**
     * Shows a new bearer token of the client, before the one it came with is over. If it is good, and the same user's,
     * its end counts from now on, and `user` has its roles and claims; otherwise nothing changes.
     * @returns the user; `null` when the token is not good or another user's, or nobody was authenticated here
     */
    reauthenticate(token: string): Promise<User | null>;
  }

  // ── Server ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The server that the script runs in. */
  interface Server {
    /** The connections of this script's worker, to loop over, with their number in `size`. */
    readonly connections: Connections;
    /** The number of this version of the script: 1 at the start, one more with each reload. */
    readonly generation: number;
    /** Values shared by all workers. */
    readonly store: Store;
    /** Writes to the server's log. */
    readonly log: Console;

    /** The connection with this id, or `null`; in parallel mode only among those of this worker (`send` reaches all). */
    connection(id: string): Connection | null;
    /**
     * Sends to the connection with this id.
     * @returns `false` when there is none, or the message was dropped
     */
    send(id: string, data: Message): boolean;
    /**
     * Sends to every connection of the server. One that fails never stops the others.
     * @returns how many connections it was sent to
     */
    broadcast(data: Message, options?: BroadcastOptions): number;
    /**
     * Sends to every subscriber of the topic.
     * @returns how many connections it was sent to
     */
    publish(topic: string, data: Message): number;
    /** How many connections are subscribed to the topic. */
    subscriberCount(topic: string): number;
    /** Stops the server as if it had been asked to, and starts it again. */
    restart(): void;
    /** Stops the server: `onShutdown("stop")`, then every connection is closed with 1001. */
    stop(): void;
  }

  /** Live connections. */
  interface Connections extends Iterable<Connection> {
    /** How many there are. */
    readonly size: number;
  }

  /** Whom a broadcast is for; everybody when nothing is said. */
  interface BroadcastOptions {
    /** Only subscribers of this topic. */
    topic?: string;
    /** None of these connections or ids; wins over `only`. */
    except?: Connection | string | (Connection | string)[];
    /** None but these connections or ids. */
    only?: Connection | string | (Connection | string)[];
    /** Only connections with this subprotocol. */
    subprotocol?: string;
  }

  /**
   * Values that all workers of the server share, by key, until it stops. Values are copied in and out
   * (as by `structuredClone`), so two workers never hold the same object.
   */
  interface Store {
    /** A copy of the value, or `undefined`. */
    get(key: string): any;
    /** Keeps a copy of the value. */
    set(key: string, value: any): void;
    /** Whether there is a value. */
    has(key: string): boolean;
    /** Forgets the value. `false` when there was none. */
    delete(key: string): boolean;
    /** All keys, in no order. */
    keys(): string[];
    /**
     * Adds to a number as one step: no other worker comes between. A missing value counts as 0.
     * @returns the new value
     */
    increment(key: string, by?: number): number;
  }

  /** Writes to the server's log, in the category `ScriptWs.Script`. */
  interface Console {
    /** Writes an information. */
    log(...values: unknown[]): void;
    /** Writes an information. */
    info(...values: unknown[]): void;
    /** Writes a debug message; not shown by default. */
    debug(...values: unknown[]): void;
    /** Writes a warning. */
    warn(...values: unknown[]): void;
    /** Writes an error. */
    error(...values: unknown[]): void;
    /** Writes the finest message; not shown by default. */
    trace(...values: unknown[]): void;
    /** Writes one value as an information. */
    dir(value?: unknown): void;
    /** Writes an error when the condition does not hold. */
    assert(condition?: unknown, ...values: unknown[]): void;
    /** Writes how often it was called with this label. */
    count(label?: string): void;
    /** Lets a count begin again. */
    countReset(label?: string): void;
    /** Starts a stopwatch. */
    time(label?: string): void;
    /** Writes how long the stopwatch runs. */
    timeLog(label?: string, ...values: unknown[]): void;
    /** Writes how long the stopwatch ran, and ends it. */
    timeEnd(label?: string): void;
  }
}

// ── What a script knows from the web ────────────────────────────────────────────────────────────────────────────────

interface ImportMeta {
  /** The path of this file, relative to the folder of the script: `"lib/rooms.js"`. */
  readonly url: string;
}

/** Calls the function once, after so many milliseconds. */
declare function setTimeout<Args extends unknown[]>(callback: (...args: Args) => void, delay?: number, ...args: Args): number;
/** Cancels a timeout. */
declare function clearTimeout(id?: number): void;
/** Calls the function again and again, so many milliseconds apart. */
declare function setInterval<Args extends unknown[]>(callback: (...args: Args) => void, delay?: number, ...args: Args): number;
/** Ends an interval. */
declare function clearInterval(id?: number): void;
/** Calls the function at the end of this turn. */
declare function queueMicrotask(callback: () => void): void;
/** A deep copy: of objects, arrays, maps, sets, dates, typed arrays; not of functions. */
declare function structuredClone<T>(value: T): T;
/** Text whose characters are bytes, to base64. */
declare function btoa(bytes: string): string;
/** Base64 to text whose characters are bytes. */
declare function atob(base64: string): string;

/** Text to UTF-8. */
declare class TextEncoder {
  /** Always `utf-8`. */
  readonly encoding: string;
  /** The text as UTF-8. */
  encode(text?: string): Uint8Array;
  /** Writes as much of the text as fits. */
  encodeInto(text: string, destination: Uint8Array): { read: number; written: number };
}

/** UTF-8 to text. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  /** The name of the encoding. */
  readonly encoding: string;
  /** Whether bytes that are no text throw. */
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
  /** How many pairs there are. */
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

/** Random values that nobody can foresee. */
declare const crypto: {
  /** A random GUID. */
  randomUUID(): string;
  /** Fills the array with random bytes. */
  getRandomValues<T extends Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array>(array: T): T;
};
