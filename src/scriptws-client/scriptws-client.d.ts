// Types of scriptws-client.js.

/** What is sent: a string or an object as text, bytes as binary. An object is sent as JSON. */
export type Data = string | object | ArrayBuffer | ArrayBufferView;

/** Arguments of a request: an object, or an array. */
export type Args = object;

/** Settings of a client. Times are milliseconds. */
export interface Options {
  /**
   * A bearer token, asked for before each connection and in good time before the previous one expires.
   * @default none
   */
  token?: () => string | undefined | Promise<string | undefined>;
  /**
   * Resumes the session of an earlier client, once.
   * @default none
   */
  resumeToken?: string;
  /**
   * Whether to connect again after a close.
   * @default not after 1000, 1002, 1003, 1007 to 1010, 3003 and the codes from 4000 on
   */
  reconnect?: (close: { code: number; reason: string }) => boolean;
  /**
   * The time for one request; 0 for no limit.
   * @default 30000
   */
  timeout?: number;
  /**
   * The longest delay before the second attempt to connect. Each attempt doubles it; the actual delay is random, from 0 to it.
   * @default 500
   */
  minDelay?: number;
  /**
   * The longest delay between two attempts.
   * @default 30000
   */
  maxDelay?: number;
  /**
   * The age of a connection that resets the delay.
   * @default 10000
   */
  stable?: number;
  /**
   * The silence after which the server is asked for a sign of life.
   * @default 25000
   */
  heartbeat?: number;
  /**
   * The time for a connection to open, and for a sign of life.
   * @default 10000
   */
  patience?: number;
  /**
   * Requests on the wire. Others wait.
   * @default 64
   */
  maxInFlight?: number;
  /**
   * Requests that wait. Exceeded: a request rejects with `full`.
   * @default 1000
   */
  maxWaiting?: number;
  /**
   * The class of the WebSocket, for runtimes without one.
   * @default globalThis.WebSocket
   */
  WebSocket?: unknown;
}

/** Settings of one request. */
export interface RequestOptions {
  /**
   * The time for the answer in milliseconds; 0 for no limit.
   * @default the client's
   */
  timeout?: number;
  /** Gives the request up: the promise rejects with the signal's reason. The server is not told. */
  signal?: AbortSignal;
  /**
   * Whether the request is sent again if the connection is lost before the answer. The server may then handle it twice.
   * @default false: it rejects with `lost`
   */
  retry?: boolean;
}

/** What comes with a message of a topic. */
export interface About {
  readonly topic: string;
  /** Where the message is in the topic's history; undefined without a history. */
  readonly position?: string;
}

/** Receives the messages of a topic. */
export type Handler = (data: string | Uint8Array, about: About) => void;

/** Where a subscription begins. */
export interface SubscribeOptions {
  /** The position after which messages are wanted. */
  since?: string;
  /** How many of the last messages are wanted. */
  last?: number;
}

/** A permitted subscription. */
export interface Subscription {
  readonly topic: string;
  /** The newest position when it began; null without a history. */
  readonly position: string | null;
  /** Whether every message after `since` has come. */
  readonly recovered: boolean;
  /** The number of messages that came from the history. */
  readonly missed: number;
  /** Ends it for this handler. */
  unsubscribe(): Promise<void>;
}

/** A connection at a topic. */
export interface Member {
  readonly id: string;
  readonly user: string | null;
  readonly info: any;
}

/** The events of a client and what their listeners are given. */
export interface Events {
  /** Connected. `resumed`: the server has restored the session. */
  open: (event: { resumed: boolean }) => void;
  /** The connection has ended. The next attempt follows after `delay`, or none. */
  close: (event: { code: number; reason: string; willReconnect: boolean; delay?: number }) => void;
  /** A message to this client alone. */
  message: (data: string | Uint8Array) => void;
  /** A message of a topic that this client has no handler for: the server's script has subscribed it. */
  topic: (data: string | Uint8Array, about: About) => void;
  /** Messages of a topic are missing: load its state again. */
  gap: (event: { topic: string }) => void;
  /** A listener threw, a subscription was refused after a reconnect, or a token could not be renewed. */
  error: (error: any) => void;
}

/** The answer to a request is an error of the server or of its script. */
export class RpcError extends Error {
  readonly name: "RpcError";
  /** The code of JSON-RPC, of the server, or the script's own. */
  readonly code: number;
  /** Further facts of the script. */
  readonly data?: any;
}

/** There is no answer. */
export class ClientError extends Error {
  readonly name: "ClientError";
  /**
   * `lost`: the connection was lost, and it is unknown what became of the request. `timeout`: no answer in time. `closed`: the client
   * is closed. `full`: too many requests wait. `protocol`: the server speaks something else.
   */
  readonly code: "lost" | "timeout" | "closed" | "full" | "protocol";
}

/** Connects, and connects again whenever the connection is lost. */
export function connect(url: string | URL, options?: Options): Client;

/** A connection that is opened again when it is lost. */
export class Client {
  constructor(url: string | URL, options?: Options);
  /** `closed` is final. */
  readonly state: "connecting" | "open" | "closed";
  /** Resumes this session in another client, once; undefined where the server keeps none. */
  readonly resumeToken: string | undefined;
  /** The position of each topic with a history, by its name. */
  readonly positions: Record<string, string>;
  /** Calls the listener at each event. Returns a function that ends that. */
  on<Name extends keyof Events>(event: Name, listener: Events[Name]): () => void;
  /** Calls a function of the script's `rpc`. */
  request<Result = any>(name: string, args?: Args, options?: RequestOptions): Promise<Result>;
  /** Calls a function of the script's `rpc` without an answer. Returns false while there is no connection. */
  notify(name: string, args?: Args): boolean;
  /** Sends a message to the script. The promise resolves when the script has handled it. */
  send(data: Data, options?: RequestOptions): Promise<void>;
  /** Subscribes to a topic, also after each reconnect. The promise resolves when the server has permitted it. */
  subscribe(topic: string, handler: Handler, options?: SubscribeOptions): Promise<Subscription>;
  /** Who is present at a topic that this client subscribes to. */
  presence(topic: string, options?: RequestOptions): Promise<Member[]>;
  /** The id of the present connection, and the user's name. */
  whoami(options?: RequestOptions): Promise<{ connection: string; user: string | null }>;
  /** Closes the connection for good. What waits rejects with `closed`. */
  close(code?: number, reason?: string): void;
}
