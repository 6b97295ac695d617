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

  /** The WebSocket is open. `resumed`: it continues a lost one, with its `data` and subscriptions (`sessions.keep`). */
  type OnConnect<Data = any> = (connection: Connection<Data>, about: { readonly resumed: boolean }) => void | Promise<void>;

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
   * A client of the subprotocol `scriptws.v1` asks to subscribe to a topic. Return `true` to permit it. Without this handler it is
   * refused.
   */
  type OnSubscribe<Data = any> = (connection: Connection<Data>, topic: string) => boolean | void | Promise<boolean | void>;

  /**
   * A plain HTTP request at the endpoint's path or below it. Return a text or an answer. Return nothing if the request is not
   * for this script: static files are tried next. A failure is answered with 500.
   */
  type OnRequest = (request: HttpRequest) => string | HttpAnswer | void | Promise<string | HttpAnswer | void>;

  /**
   * A script of this endpoint called `server.emit` or `server.ask`, on any node of the cluster. The result is the answer to
   * `server.ask`, and is ignored otherwise. In parallel mode each worker gets an emitted event, and one worker is asked.
   */
  type OnEvent<T = any> = (event: string, data: T, from: EventSource) => unknown;

  /**
   * The connection has been silent for `heartbeat.interval`, and a Ping is due. Return `false` to skip it until the next
   * interval. The handler may send a message of its own instead.
   */
  type OnHeartbeat<Data = any> = (connection: Connection<Data>) => boolean | void;

  /**
   * Messages of a topic with history were lost for the subscribers of this node, and the history does not contain them.
   * Subscribers get the messages after `position`.
   */
  type OnGap = (topic: string, about: { position: string }) => void | Promise<void>;

  /**
   * Connections came to a topic, or left it, on any node. Changes within 250 ms are one event. A connection that calls `present`
   * again with other information is in `joined`.
   */
  type OnPresence<Info = any> = (topic: string, changes: { joined: Member<Info>[]; left: Member<Info>[] }) => void | Promise<void>;

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

  /**
   * Exported as `rpc`: functions that clients of the subprotocol `scriptws.v1` call by name. The result is sent as JSON. An `RpcError`
   * is sent with its code and message; any other failure is only logged.
   */
  type Rpc<Data = any> = Record<string, (connection: Connection<Data>, args: any) => unknown>;

  /** Exported as `jobs`: at most 100 functions that run at intervals or at times of day. In parallel mode one worker runs them, in a cluster one node. */
  type Jobs = readonly Job[];

  /** A function that runs at an interval or at times of day. It has either `every` or `cron`. */
  interface Job {
    /**
     * Identifies the job in the log and across reloads.
     * @default the name of the function, or the index
     */
    name?: string;
    /** An interval from 1 second to 366 days: a text such as `"30s"`, `"5m"` or `"12h"`, or milliseconds. */
    every?: string | number;
    /** A cron expression: minute, hour, day, month, weekday; six fields begin with seconds. */
    cron?: string;
    /**
     * The time zone of `cron`, by its IANA name.
     * @default "UTC"
     */
    zone?: string;
    /** The function. The next run is skipped while its promise is not settled. */
    run(about: JobRun): void | Promise<void>;
  }

  /** One run of a job. */
  interface JobRun {
    /** When it was due, in the unit of `Date.now()`. */
    readonly due: number;
    /** Grows with each run of the job, on whichever node. Keep it with what the job writes, and refuse smaller ones. */
    readonly token: number;
  }

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

  /** Where an event comes from. */
  interface EventSource {
    /** The name of the node. */
    readonly node: string;
    /** Whether it is this node. */
    readonly local: boolean;
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
    /** Lets the client resume this connection, once, after it is lost; `null` unless `sessions.keep` is set. Send it to this client only. */
    readonly resumeToken: string | null;

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
     * Subscribes to a topic with history. The messages since a position are sent first, then live ones.
     * Rejects with a `TopicError` if the connection is closed or the broker does not answer.
     */
    follow(topic: string, options?: FollowOptions): Promise<Followed>;
    /**
     * Makes the connection present in a topic whose rule has `presence`, until it closes.
     * @param info a value of at most 4096 bytes, copied by the rules of `structuredClone`
     * @returns `false` if it was present already; `info` replaces the previous one
     */
    present(topic: string, info?: unknown): boolean;
    /** Ends the presence in a topic. Returns `false` if there was none. */
    absent(topic: string): boolean;
    /**
     * Sends to every subscriber of the topic except this connection, on all nodes of the cluster.
     * @returns the number of connections of this node that it was sent to; for a topic with history, a promise of the position
     */
    publish(topic: string, data: Message): Published;
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
    /** Values that outlive the process if `storage.backend` says so. Every call returns a promise. */
    readonly storage: Storage;
    /** The values of `settings`: those of the server, and those of the endpoint over them. Frozen. */
    readonly settings: Settings;
    /** Writes to the server's log. */
    readonly log: Console;

    /** The connection with this id, or `null`. In parallel mode only this worker's connections are found; `send` reaches all. */
    connection(id: string): Connection | null;
    /**
     * Sends to the connection with this id, on any node of the cluster.
     * @returns `false` if there is none, or the message was dropped. For a connection of another node, `true` if that node is there
     */
    send(id: string, data: Message): boolean;
    /**
     * Sends to every connection of the user, on all nodes of the cluster.
     * @param user the name of an authenticated user
     * @returns the number of connections of this node that it was sent to
     */
    sendToUser(user: string, data: Message): number;
    /**
     * Sends to every connection, on all nodes of the cluster. A failing connection does not affect the others.
     * @returns the number of connections of this node that it was sent to
     */
    broadcast(data: Message, options?: BroadcastOptions): number;
    /**
     * Sends to every subscriber of the topic, on all nodes of the cluster.
     * @returns the number of connections of this node that it was sent to; for a topic with history, a promise of the position
     */
    publish(topic: string, data: Message): Published;
    /** The connections that are present in a topic, on all nodes of the cluster. */
    presence<Info = any>(topic: string): Promise<Member<Info>[]>;
    /** The number of connections that are present in a topic, and of their users, on all nodes of the cluster. */
    presenceCount(topic: string): Promise<{ connections: number; users: number }>;
    /** Number of connections of this node that are subscribed to the topic. */
    subscriberCount(topic: string): number;
    /**
     * Calls `onEvent` of this endpoint's script on all nodes of the cluster, this one included. Without a cluster it is called here.
     * @param event 1 to 100 characters
     * @param data anything that `structuredClone` can copy, at most 64 KiB
     */
    emit(event: string, data?: unknown): void;
    /**
     * Calls `onEvent` of this endpoint's script on all nodes of the cluster, one worker of each, and collects what it returns.
     * @param event 1 to 100 characters
     * @param data anything that `structuredClone` can copy, at most 64 KiB
     * @returns the answers. A node that is lost, has no `onEvent`, fails, or answers late is in `missing`; it is no error.
     */
    ask<T = any>(event: string, data?: unknown, options?: AskOptions): Promise<NodeAnswers<T>>;
    /** Stops the server cleanly and starts it again. */
    restart(): void;
    /** Stops the server: `onShutdown("stop")`, then every connection is closed with 1001. */
    stop(): void;
  }

  /** Options of `server.ask`. */
  interface AskOptions {
    /**
     * How long answers are waited for, at most 1 minute: milliseconds, or a text such as `"500ms"`.
     * @default "5s"
     */
    timeout?: number | string;
  }

  /** What `server.ask` collected. */
  interface NodeAnswers<T = any> {
    /** One answer for each node that gave one, in the order of arrival. */
    readonly answers: readonly { readonly node: string; readonly value: T }[];
    /** The names of the nodes that gave none. */
    readonly missing: readonly string[];
  }

  /** Live connections. */
  interface Connections extends Iterable<Connection> {
    /** Their number. */
    readonly size: number;
  }

  /**
   * What `publish` returns: the number of connections of this node that it was sent to. For a topic with history, a promise of the
   * position, which rejects with a `TopicError` if the broker does not confirm the message.
   */
  type Published = number & Promise<string>;

  /** Which messages `connection.follow` sends again. */
  interface FollowOptions {
    /** The position after which messages are sent: from `publish` or from an earlier `follow`. */
    since?: string | null;
    /**
     * The newest messages up to this number, if `since` is not given or is not in the history any more.
     * @default 0
     */
    last?: number;
  }

  /** How a connection began to follow a topic. */
  interface Followed {
    /** The position of the last message before live ones. */
    readonly position: string;
    /** `false` if messages after `since` are lost. */
    readonly recovered: boolean;
    /** Number of messages that were sent again. */
    readonly missed: number;
  }

  /** A connection that is present in a topic. */
  interface Member<Info = any> {
    /** The id of the connection. */
    readonly id: string;
    /** The name of the authenticated user, or `null`. */
    readonly user: string | null;
    /** What `connection.present` was given. */
    readonly info: Info;
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
   * Values by key, shared by all endpoints of the server. Values are copied in and out, as by `structuredClone`. A call that fails
   * rejects with a `StorageError`. A call before `onStart` rejects.
   */
  interface Storage {
    /** The value, or `undefined`. */
    get<T = any>(key: string): Promise<T | undefined>;
    /** The value with its version and expiry, or `undefined`. */
    entry<T = any>(key: string): Promise<StorageEntry<T> | undefined>;
    /**
     * Stores a value. `undefined` is refused.
     * @returns the new version
     */
    set(key: string, value: any, options?: StorageCondition & StorageExpiry): Promise<number>;
    /** Removes a key. Returns `false` if there was none. */
    delete(key: string, options?: StorageCondition): Promise<boolean>;
    /**
     * Replaces a value by what the function makes of it, and calls it again if the key changed meanwhile, at most 10 times. The
     * function gets `undefined` for a missing key. An expiry stays unless the options set another.
     * @returns the new value
     */
    update<T = any>(key: string, change: (value: T | undefined) => T | Promise<T>, options?: StorageExpiry): Promise<T>;
    /**
     * Adds to a number in one step. A missing value counts as 0.
     * @returns the new value
     */
    increment(key: string, by?: number, options?: StorageExpiry): Promise<number>;
    /**
     * Appends to an array in one step. A missing value counts as empty. `limit` keeps the last items only.
     * @returns the new length
     */
    push(key: string, value: any, options?: StorageExpiry & { limit?: number }): Promise<number>;
    /**
     * Entries in the order of their keys, read page by page while a loop runs. `after` begins behind a key, `limit` ends earlier.
     * @default every key
     */
    list<T = any>(prefix?: string, options?: { limit?: number; after?: string }): AsyncIterableIterator<StorageItem<T>>;
    /**
     * Changes several keys in one step. The function is called again if a key that it read changed meanwhile, at most 10 times.
     * If it throws, nothing changes.
     * @returns what the function returned
     */
    transaction<T>(run: (transaction: StorageTransaction) => T | Promise<T>): Promise<T>;
  }

  /** The keys of one transaction, at most 1000. */
  interface StorageTransaction {
    /** The value, with the changes of this transaction. */
    get<T = any>(key: string): Promise<T | undefined>;
    /** Stores a value when the transaction ends. */
    set(key: string, value: any, options?: StorageExpiry): void;
    /** Removes a key when the transaction ends. */
    delete(key: string): void;
  }

  /** A stored value. */
  interface StorageEntry<T = any> {
    /** A copy of the value. */
    value: T;
    /** Grows with each write. */
    version: number;
    /** When the value expires; `null` for never. */
    expiresAt: Date | null;
  }

  /** A stored value with its key. */
  interface StorageItem<T = any> extends StorageEntry<T> {
    /** The key. */
    key: string;
  }

  /** When a value expires. */
  interface StorageExpiry {
    /**
     * A `Date`, milliseconds from now, or a text such as `"30s"`, `"5m"`, `"12h"` or `"7d"`.
     * @default never
     */
    expires?: Date | number | string;
  }

  /** What must hold for a change. */
  interface StorageCondition {
    /**
     * The version that the key must have, or `"absent"`. Otherwise the call rejects with `conflict`.
     * @default any
     */
    if?: number | "absent";
  }

  /** Why a call of `server.storage` failed. */
  interface StorageError extends Error {
    /** Always `StorageError`. */
    readonly name: "StorageError";
    /**
     * `quota`: too many keys or bytes. `conflict`: the key has changed. `unavailable`: the storage cannot be used now.
     * `value`: the value cannot be stored, or is of another kind.
     */
    readonly code: "quota" | "conflict" | "unavailable" | "value";
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

// ── Errors of requests ───────────────────────────────────────────────────────────────────────────

/** An error that a client of the subprotocol `scriptws.v1` is told. */
declare class RpcError extends Error {
  /**
   * @param code a whole number of 32 bits, not from -32768 to -32000
   * @param message a text for the client, at most 1000 characters
   * @param data further facts for the client, sent as JSON
   */
  constructor(code: number, message?: string, data?: unknown);
  /** The code. */
  readonly code: number;
  /** Further facts. */
  readonly data?: unknown;
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
/** Calls the function on a turn of its own, as soon as possible. */
declare function setImmediate<Args extends unknown[]>(callback: (...args: Args) => void, ...args: Args): number;
/** Cancels an immediate. */
declare function clearImmediate(id?: number): void;
/** Reports an error that nothing handles: to the log, and to `onError`. */
declare function reportError(error: unknown): void;
/** The global object. */
declare const self: typeof globalThis;
/** The name of this runtime, for packages that look for it. */
declare const navigator: { readonly userAgent: string };
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

/** Cryptographically secure random values, and cryptography. */
declare const crypto: Crypto;

/** The type of `crypto`. */
declare class Crypto {
  private constructor();
  /** Hashes, signatures, encryption and keys. */
  readonly subtle: SubtleCrypto;
  /** A random GUID. */
  randomUUID(): string;
  /** Fills the array with random bytes. */
  getRandomValues<T extends Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array>(array: T): T;
}

/** A key for `crypto.subtle`. */
declare class CryptoKey {
  private constructor();
  /** `secret`, or one of a pair. */
  readonly type: "secret" | "public" | "private";
  /** Whether it can be exported. */
  readonly extractable: boolean;
  /** The algorithm. */
  readonly algorithm: any;
  /** What it can be used for. */
  readonly usages: string[];
}

/** Two keys that belong together. */
interface CryptoKeyPair {
  /** The public key. */
  readonly publicKey: CryptoKey;
  /** The private key. */
  readonly privateKey: CryptoKey;
}

/** An algorithm: its name, or an object with the name and its parameters. */
type Algorithm = string | { name: string; [parameter: string]: any };

/**
 * The Web Cryptography API: SHA, HMAC, AES-GCM, AES-CBC, HKDF, PBKDF2, RSA (PKCS #1, PSS, OAEP), ECDSA and ECDH on P-256, P-384
 * and P-521. What computes long does so outside the turn.
 */
declare class SubtleCrypto {
  private constructor();
  /** The hash of the data: SHA-1, SHA-256, SHA-384 or SHA-512. */
  digest(algorithm: Algorithm, data: BufferSource): Promise<ArrayBuffer>;
  /** Makes a key, or a pair of keys. */
  generateKey(algorithm: Algorithm, extractable: boolean, usages: string[]): Promise<any>;
  /** Reads a key: `raw`, `jwk`, `spki` or `pkcs8`. */
  importKey(format: "raw" | "jwk" | "spki" | "pkcs8", data: BufferSource | object, algorithm: Algorithm, extractable: boolean, usages: string[]): Promise<CryptoKey>;
  /** Writes a key. */
  exportKey(format: "raw" | "jwk" | "spki" | "pkcs8", key: CryptoKey): Promise<any>;
  /** Signs the data. */
  sign(algorithm: Algorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  /** Whether the signature is one of the data. */
  verify(algorithm: Algorithm, key: CryptoKey, signature: BufferSource, data: BufferSource): Promise<boolean>;
  /** Encrypts the data. */
  encrypt(algorithm: Algorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  /** Decrypts the data. */
  decrypt(algorithm: Algorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  /** Derives bits from a password or a secret. */
  deriveBits(algorithm: Algorithm, key: CryptoKey, length?: number | null): Promise<ArrayBuffer>;
  /** Derives a key from a password or a secret. */
  deriveKey(algorithm: Algorithm, key: CryptoKey, derived: Algorithm, extractable: boolean, usages: string[]): Promise<CryptoKey>;
  /** Exports and encrypts a key. */
  wrapKey(format: "raw" | "jwk" | "spki" | "pkcs8", key: CryptoKey, wrapping: CryptoKey, algorithm: Algorithm): Promise<ArrayBuffer>;
  /** Decrypts and imports a key. */
  unwrapKey(
    format: "raw" | "jwk" | "spki" | "pkcs8", wrapped: BufferSource, unwrapping: CryptoKey, algorithm: Algorithm, keyAlgorithm: Algorithm, extractable: boolean,
    usages: string[]): Promise<CryptoKey>;
}

/** Bytes: a buffer, or a view of one. */
type BufferSource = ArrayBuffer | ArrayBufferView;

// ── Events ───────────────────────────────────────────────────────────────────────────────────────

/** An error with one of the web's names, such as `AbortError` and `TimeoutError`. */
declare class DOMException extends Error {
  constructor(message?: string, name?: string);
  /** The number that the name had in the past, or 0. */
  readonly code: number;
}

/** Something that happened to an `EventTarget`. */
declare class Event {
  constructor(type: string, init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean });
  /** The name of the event. */
  readonly type: string;
  /** What it happened to. */
  readonly target: EventTarget | null;
  /** What it happened to, while listeners run. */
  readonly currentTarget: EventTarget | null;
  /** Whether `preventDefault` has an effect. */
  readonly cancelable: boolean;
  /** Whether `preventDefault` was called. */
  readonly defaultPrevented: boolean;
  /** When it was made, in the unit of `performance.now()`. */
  readonly timeStamp: number;
  /** Makes `dispatchEvent` return `false`. */
  preventDefault(): void;
  /** Skips the listeners of later phases. */
  stopPropagation(): void;
  /** Skips the listeners that follow. */
  stopImmediatePropagation(): void;
}

/** An event with a value of your own. */
declare class CustomEvent<T = any> extends Event {
  constructor(type: string, init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean; detail?: T });
  /** The value. */
  readonly detail: T;
}

/** A function or an object that is called with events. */
type EventListener = ((event: any) => void) | { handleEvent(event: any): void };

/** Something that events happen to. */
declare class EventTarget {
  /** Calls the listener for each event of the type. */
  addEventListener(
    type: string, listener: EventListener | null, options?: boolean | { capture?: boolean; once?: boolean; passive?: boolean; signal?: AbortSignal }): void;
  /** Removes a listener. */
  removeEventListener(type: string, listener: EventListener | null, options?: boolean | { capture?: boolean }): void;
  /** Calls the listeners. Returns `false` if one of them called `preventDefault`. */
  dispatchEvent(event: Event): boolean;
}

/** Tells functions such as `fetch` to stop. */
declare class AbortSignal extends EventTarget {
  /** A signal that is aborted already. */
  static abort(reason?: unknown): AbortSignal;
  /** A signal that is aborted with a `TimeoutError` after these milliseconds. */
  static timeout(milliseconds: number): AbortSignal;
  /** A signal that is aborted when the first of these is. */
  static any(signals: Iterable<AbortSignal>): AbortSignal;
  /** Whether it is aborted. */
  readonly aborted: boolean;
  /** Why it is aborted. */
  readonly reason: any;
  /** Called when it is aborted. */
  onabort: ((event: Event) => void) | null;
  /** Throws the reason if it is aborted. */
  throwIfAborted(): void;
}

/** Aborts its signal. */
declare class AbortController {
  /** The signal to pass to functions. */
  readonly signal: AbortSignal;
  /** Aborts the signal. */
  abort(reason?: unknown): void;
}

/** A message of a `WebSocket` or a `MessagePort`. */
declare class MessageEvent<T = any> extends Event {
  constructor(type: string, init?: { data?: T; origin?: string });
  /** The message. */
  readonly data: T;
  /** Where it came from. */
  readonly origin: string;
}

/** The end of a `WebSocket`. */
declare class CloseEvent extends Event {
  constructor(type: string, init?: { wasClean?: boolean; code?: number; reason?: string });
  /** Whether there was a closing handshake. */
  readonly wasClean: boolean;
  /** The status code. */
  readonly code: number;
  /** The reason. */
  readonly reason: string;
}

/** A failure. */
declare class ErrorEvent extends Event {
  constructor(type: string, init?: { message?: string; error?: unknown });
  /** What went wrong. */
  readonly message: string;
  /** The error. */
  readonly error: any;
}

/** A promise that was rejected, for packages that look for the class. Nothing here creates one. */
declare class PromiseRejectionEvent extends Event {
  constructor(type: string, init: { promise: Promise<any>; reason?: any });
  /** The promise. */
  readonly promise: Promise<any>;
  /** Why it was rejected. */
  readonly reason: any;
}

/** One end of a `MessageChannel`. Messages are copied, as by `structuredClone`. */
declare class MessagePort extends EventTarget {
  private constructor();
  /** Called with each message. Setting it starts the port. */
  onmessage: ((event: MessageEvent) => void) | null;
  /** Sends a message to the other end. */
  postMessage(message: any): void;
  /** Begins to deliver messages. */
  start(): void;
  /** Ends the channel. */
  close(): void;
}

/** Two connected ports. */
declare class MessageChannel {
  /** One end. */
  readonly port1: MessagePort;
  /** The other end. */
  readonly port2: MessagePort;
}

/** The clock of this script's engine. */
declare class Performance extends EventTarget {
  private constructor();
  /** When the engine was made, in the unit of `Date.now()`. */
  readonly timeOrigin: number;
  /** Milliseconds since `timeOrigin`. */
  now(): number;
  /** The same as an object. */
  toJSON(): { timeOrigin: number };
}

/** The clock of this script's engine. */
declare const performance: Performance;

// ── Other servers ────────────────────────────────────────────────────────────────────────────────

/** What a body can be made of. */
type BodyInit = string | ArrayBuffer | ArrayBufferView | Blob | FormData | URLSearchParams | ReadableStream<Uint8Array>;

/**
 * Sends a request to another server. It must be listed in `fetch.allow` (server.json).
 * @returns the response, whatever its status; rejects with a `TypeError` if there is none
 */
declare function fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;

/** The options of a request. */
interface RequestInit {
  /** The method. */
  method?: string;
  /** The header fields. */
  headers?: Headers | Record<string, string> | Iterable<[string, string]>;
  /** The body. */
  body?: BodyInit | null;
  /** What a redirect does: `follow` it, reject with an `error`, or return its response (`manual`). */
  redirect?: "follow" | "error" | "manual";
  /** Aborts the request. */
  signal?: AbortSignal | null;
}

/** Header fields of a request or a response. Names have no case. */
declare class Headers implements Iterable<[string, string]> {
  constructor(init?: Headers | Record<string, string> | Iterable<[string, string]>);
  /** Adds a value to the field. */
  append(name: string, value: string): void;
  /** Removes the field. */
  delete(name: string): void;
  /** The values of the field, joined with commas, or `null`. */
  get(name: string): string | null;
  /** The values of `Set-Cookie`, which are not joined. */
  getSetCookie(): string[];
  /** Whether there is the field. */
  has(name: string): boolean;
  /** Replaces the field. */
  set(name: string, value: string): void;
  /** Calls the function for each field. */
  forEach(callback: (value: string, name: string, headers: Headers) => void): void;
  /** The names, sorted. */
  keys(): IterableIterator<string>;
  /** The values. */
  values(): IterableIterator<string>;
  /** The fields. */
  entries(): IterableIterator<[string, string]>;
  /** The fields. */
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

/** The body of a request or a response. It can be read once. */
interface Body {
  /** The body as a stream, or `null`. */
  readonly body: ReadableStream<Uint8Array> | null;
  /** Whether it was read. */
  readonly bodyUsed: boolean;
  /** The body as a buffer. */
  arrayBuffer(): Promise<ArrayBuffer>;
  /** The body as bytes. */
  bytes(): Promise<Uint8Array>;
  /** The body as text. */
  text(): Promise<string>;
  /** The body, parsed as JSON. */
  json(): Promise<any>;
  /** The body as a `Blob`. */
  blob(): Promise<Blob>;
  /** The body as a form. Only `application/x-www-form-urlencoded` is read. */
  formData(): Promise<FormData>;
}

/** A request for `fetch`. */
interface Request extends Body {
  /** The URL. */
  readonly url: string;
  /** The method. */
  readonly method: string;
  /** The header fields. */
  readonly headers: Headers;
  /** What a redirect does. */
  readonly redirect: "follow" | "error" | "manual";
  /** Aborts the request. */
  readonly signal: AbortSignal;
  /** A copy. */
  clone(): Request;
}

/** Makes a request. */
declare const Request: { prototype: Request; new (input: string | URL | Request, init?: RequestInit): Request };

/** A response of `fetch`. */
interface Response extends Body {
  /** The status code. */
  readonly status: number;
  /** Whether the status is 200 to 299. */
  readonly ok: boolean;
  /** The reason phrase. */
  readonly statusText: string;
  /** The header fields. */
  readonly headers: Headers;
  /** `basic` from a server, `default` from a script. */
  readonly type: "basic" | "default" | "error";
  /** The URL that answered. */
  readonly url: string;
  /** Whether there was a redirect. */
  readonly redirected: boolean;
  /** A copy. */
  clone(): Response;
}

/** Makes a response. */
declare const Response: {
  prototype: Response;
  new (body?: BodyInit | null, init?: { status?: number; statusText?: string; headers?: RequestInit["headers"] }): Response;
  error(): Response;
  json(value: any, init?: { status?: number; statusText?: string; headers?: RequestInit["headers"] }): Response;
  redirect(url: string | URL, status?: number): Response;
};

/** Bytes with a content type, in memory. */
declare class Blob {
  constructor(parts?: (string | ArrayBuffer | ArrayBufferView | Blob)[], options?: { type?: string });
  /** The number of bytes. */
  readonly size: number;
  /** The content type. */
  readonly type: string;
  /** The bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
  /** The bytes. */
  bytes(): Promise<Uint8Array>;
  /** The bytes as text. */
  text(): Promise<string>;
  /** A part of it. */
  slice(start?: number, end?: number, type?: string): Blob;
  /** The bytes as a stream. */
  stream(): ReadableStream<Uint8Array>;
}

/** A `Blob` with a name. */
declare class File extends Blob {
  constructor(parts: (string | ArrayBuffer | ArrayBufferView | Blob)[], name: string, options?: { type?: string; lastModified?: number });
  /** The name. */
  readonly name: string;
  /** When it was changed, in the unit of `Date.now()`. */
  readonly lastModified: number;
}

/** The fields of a form. As a body it is sent as `multipart/form-data`. */
declare class FormData implements Iterable<[string, string | File]> {
  /** Adds a field. */
  append(name: string, value: string | Blob, fileName?: string): void;
  /** Removes every field with the name. */
  delete(name: string): void;
  /** The first value with the name, or `null`. */
  get(name: string): string | File | null;
  /** Every value with the name. */
  getAll(name: string): (string | File)[];
  /** Whether there is a field with the name. */
  has(name: string): boolean;
  /** Leaves one field with the name. */
  set(name: string, value: string | Blob, fileName?: string): void;
  /** Calls the function for each field. */
  forEach(callback: (value: string | File, name: string, form: FormData) => void): void;
  /** The names. */
  keys(): IterableIterator<string>;
  /** The values. */
  values(): IterableIterator<string | File>;
  /** The fields. */
  entries(): IterableIterator<[string, string | File]>;
  /** The fields. */
  [Symbol.iterator](): IterableIterator<[string, string | File]>;
}

/** Values that arrive one after the other. */
declare class ReadableStream<T = any> implements AsyncIterable<T> {
  constructor(source?: StreamSource<T>, strategy?: { highWaterMark?: number; size?(chunk: T): number });
  /** A stream of the items of an iterable. */
  static from<T>(items: Iterable<T> | AsyncIterable<T>): ReadableStream<T>;
  /** Whether it has a reader. */
  readonly locked: boolean;
  /** Ends it: no more is needed. */
  cancel(reason?: unknown): Promise<void>;
  /** Takes the stream for one reader. */
  getReader(): ReadableStreamDefaultReader<T>;
  /** Two streams with the same values. */
  tee(): [ReadableStream<T>, ReadableStream<T>];
  /** Writes everything to a `WritableStream`. */
  pipeTo(target: WritableStream<T>, options?: { preventClose?: boolean; preventAbort?: boolean; preventCancel?: boolean; signal?: AbortSignal }): Promise<void>;
  /** Leads everything through a pair of streams. */
  pipeThrough<R>(pair: { readable: R; writable: WritableStream<any> }, options?: { preventClose?: boolean; signal?: AbortSignal }): R;
  /** The values. */
  values(options?: { preventCancel?: boolean }): AsyncIterableIterator<T>;
  /** The values. */
  [Symbol.asyncIterator](options?: { preventCancel?: boolean }): AsyncIterableIterator<T>;
}

/** Where the values of a `ReadableStream` come from. */
interface StreamSource<T = any> {
  /** `bytes` for chunks of bytes. */
  type?: "bytes";
  /** Called once. */
  start?(controller: ReadableStreamDefaultController<T>): any;
  /** Called when more is needed. */
  pull?(controller: ReadableStreamDefaultController<T>): any;
  /** Called when no more is needed. */
  cancel?(reason: any): any;
}

/** Reads a stream. */
declare class ReadableStreamDefaultReader<T = any> {
  constructor(stream: ReadableStream<T>);
  /** Settles when the stream ends. */
  readonly closed: Promise<void>;
  /** The next value. */
  read(): Promise<{ done: boolean; value: T }>;
  /** Ends the stream. */
  cancel(reason?: unknown): Promise<void>;
  /** Lets another reader have the stream. */
  releaseLock(): void;
}

/** Fills a stream. */
declare class ReadableStreamDefaultController<T = any> {
  private constructor();
  /** How much the stream wants, or `null` when it has failed. */
  readonly desiredSize: number | null;
  /** Adds a value. */
  enqueue(chunk: T): void;
  /** Ends the stream after what is in it. */
  close(): void;
  /** Fails the stream. */
  error(reason?: unknown): void;
}

/** Takes values one after the other. */
declare class WritableStream<T = any> {
  constructor(sink?: StreamSink<T>, strategy?: { highWaterMark?: number; size?(chunk: T): number });
  /** Whether it has a writer. */
  readonly locked: boolean;
  /** Ends it, dropping what waits. */
  abort(reason?: unknown): Promise<void>;
  /** Ends it after what waits. */
  close(): Promise<void>;
  /** Takes the stream for one writer. */
  getWriter(): WritableStreamDefaultWriter<T>;
}

/** Where the values of a `WritableStream` go. */
interface StreamSink<T = any> {
  /** Called once. */
  start?(controller: WritableStreamDefaultController): any;
  /** Called with each value. */
  write?(chunk: T, controller: WritableStreamDefaultController): any;
  /** Called at the end. */
  close?(): any;
  /** Called when it ends early. */
  abort?(reason: any): any;
}

/** Writes to a stream. */
declare class WritableStreamDefaultWriter<T = any> {
  constructor(stream: WritableStream<T>);
  /** Settles when the stream ends. */
  readonly closed: Promise<void>;
  /** Settles when the stream wants more. */
  readonly ready: Promise<void>;
  /** How much the stream wants, or `null` when it has failed. */
  readonly desiredSize: number | null;
  /** Writes a value. */
  write(chunk: T): Promise<void>;
  /** Ends the stream. */
  close(): Promise<void>;
  /** Ends the stream early. */
  abort(reason?: unknown): Promise<void>;
  /** Lets another writer have the stream. */
  releaseLock(): void;
}

/** Controls a `WritableStream`. */
declare class WritableStreamDefaultController {
  private constructor();
  /** Aborted when the stream is. */
  readonly signal: AbortSignal;
  /** Fails the stream. */
  error(reason?: unknown): void;
}

/** A pair of streams: what is written to one is read from the other, changed. */
declare class TransformStream<I = any, O = any> {
  constructor(transformer?: {
    start?(controller: TransformStreamDefaultController<O>): any;
    transform?(chunk: I, controller: TransformStreamDefaultController<O>): any;
    flush?(controller: TransformStreamDefaultController<O>): any;
    cancel?(reason: any): any;
  }, writableStrategy?: { highWaterMark?: number; size?(chunk: I): number }, readableStrategy?: { highWaterMark?: number; size?(chunk: O): number });
  /** The end to read from. */
  readonly readable: ReadableStream<O>;
  /** The end to write to. */
  readonly writable: WritableStream<I>;
}

/** Fills the readable end of a `TransformStream`. */
declare class TransformStreamDefaultController<T = any> {
  private constructor();
  /** How much the readable end wants, or `null` when it has failed. */
  readonly desiredSize: number | null;
  /** Adds a value. */
  enqueue(chunk: T): void;
  /** Fails both ends. */
  error(reason?: unknown): void;
  /** Ends the readable end. */
  terminate(): void;
}

/** Encodes text as UTF-8. */
declare class TextEncoderStream {
  /** Always `utf-8`. */
  readonly encoding: string;
  /** The end to read bytes from. */
  readonly readable: ReadableStream<Uint8Array>;
  /** The end to write text to. */
  readonly writable: WritableStream<string>;
}

/** Decodes UTF-8. */
declare class TextDecoderStream {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  /** The name of the encoding. */
  readonly encoding: string;
  /** Whether invalid bytes are an error. */
  readonly fatal: boolean;
  /** Whether a byte order mark is kept. */
  readonly ignoreBOM: boolean;
  /** The end to read text from. */
  readonly readable: ReadableStream<string>;
  /** The end to write bytes to. */
  readonly writable: WritableStream<BufferSource>;
}

/** Compresses bytes, 16 MiB at most. They are read when everything is written. */
declare class CompressionStream {
  constructor(format: "gzip" | "deflate" | "deflate-raw");
  /** The end to read from. */
  readonly readable: ReadableStream<Uint8Array>;
  /** The end to write to. */
  readonly writable: WritableStream<BufferSource>;
}

/** Decompresses bytes, to 16 MiB at most. They are read when everything is written. */
declare class DecompressionStream {
  constructor(format: "gzip" | "deflate" | "deflate-raw");
  /** The end to read from. */
  readonly readable: ReadableStream<Uint8Array>;
  /** The end to write to. */
  readonly writable: WritableStream<BufferSource>;
}

/** Measures a stream by the bytes in it. */
declare class ByteLengthQueuingStrategy {
  constructor(options: { highWaterMark: number });
  /** The bytes that the stream holds before it waits. */
  readonly highWaterMark: number;
  /** The size of a chunk. */
  readonly size: (chunk: { byteLength: number }) => number;
}

/** Measures a stream by the chunks in it. */
declare class CountQueuingStrategy {
  constructor(options: { highWaterMark: number });
  /** The chunks that the stream holds before it waits. */
  readonly highWaterMark: number;
  /** The size of a chunk: 1. */
  readonly size: () => number;
}

/**
 * A connection to another WebSocket server. Its host must be listed in `fetch.allow` (server.json): `http://` for `ws:`,
 * `https://` for `wss:`. A reload closes it with 1001.
 */
declare class WebSocket extends EventTarget {
  constructor(url: string | URL, protocols?: string | string[]);
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSING: 2;
  static readonly CLOSED: 3;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;
  /** The URL. */
  readonly url: string;
  /** `CONNECTING`, `OPEN`, `CLOSING` or `CLOSED`. */
  readonly readyState: number;
  /** The negotiated subprotocol, or an empty string. */
  readonly protocol: string;
  /** The negotiated extensions: none. */
  readonly extensions: string;
  /** Bytes that are not sent yet. */
  readonly bufferedAmount: number;
  /** How binary messages arrive: as a `Blob` or as an `ArrayBuffer`. */
  binaryType: "blob" | "arraybuffer";
  /** Called when the WebSocket is open. */
  onopen: ((event: Event) => void) | null;
  /** Called with each message. */
  onmessage: ((event: MessageEvent) => void) | null;
  /** Called with why it failed; `onclose` follows. */
  onerror: ((event: ErrorEvent) => void) | null;
  /** Called when it is closed. */
  onclose: ((event: CloseEvent) => void) | null;
  /** Sends a message. */
  send(data: string | ArrayBuffer | ArrayBufferView | Blob): void;
  /** Starts the closing handshake. */
  close(code?: number, reason?: string): void;
}
