// Types of what a steps file imports. Features are written in Gherkin; their steps are plain .js files that begin with
//
//   // @ts-check
//   import { Given, When, Then, assert, world } from "scriptws/testing";
//
// and `scriptws test` runs both. There is no browser, no Node and no `server` there: a steps file sees a server from
// outside, as its clients do. jsconfig.json beside the steps files leads an editor here.

declare module "scriptws/testing" {
  // ── Steps ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Defines a step behind `Given`; any keyword may use it.
   * @example Given("{word} is in the room {string}", async function (name, room) { … });
   */
  export const Given: DefineStep;
  /** Defines a step behind `When`; any keyword may use it. */
  export const When: DefineStep;
  /** Defines a step behind `Then`; any keyword may use it. */
  export const Then: DefineStep;
  /** Defines a step behind any keyword. */
  export const defineStep: DefineStep;

  /** Defines a step: what it matches, perhaps its options, and what it does. */
  interface DefineStep {
    /** @param pattern a Cucumber expression (`"{word} has {int} message(s)"`), or a regular expression */
    <Pattern extends string | RegExp>(pattern: Pattern, step: Step<Pattern>): void;
    <Pattern extends string | RegExp>(pattern: Pattern, options: StepOptions, step: Step<Pattern>): void;
  }

  /** What a step does; its arguments are those of the pattern, then a data table or doc string if there is one. */
  type Step<Pattern extends string | RegExp> = (this: World, ...args: StepArguments<Pattern>) => StepResult;

  /**
   * A step passes when it returns nothing, fails when it throws, and says so when it is not written yet (`"pending"`) or
   * does not apply here (`"skipped"`). A promise is awaited.
   */
  type StepResult = void | "pending" | "skipped" | Promise<void | "pending" | "skipped">;

  /** The arguments that a pattern gives. */
  type StepArguments<Pattern> = Pattern extends RegExp ? any[]
    : string extends Pattern ? any[]
    : Pattern extends `${infer Before}{${infer Name}}${infer Rest}`
      ? Before extends `${string}\\` ? StepArguments<Rest> : [StepArgument<Name>, ...StepArguments<Rest>]
      : any[];
  type StepArgument<Name> = Name extends keyof ParameterTypes ? ParameterTypes[Name] : any;

  /** The parameter types of Cucumber expressions; `defineParameterType` adds others. */
  interface ParameterTypes {
    /** `12` or `-12` */
    int: number;
    /** `1.5` */
    float: number;
    /** `1.5` */
    double: number;
    /** `12` */
    byte: number;
    /** `12` */
    short: number;
    /** `12` */
    long: number;
    /** Text without white space. */
    word: string;
    /** Text in double or single quotes, which are taken off. */
    string: string;
    /** Any text. */
    "": string;
  }

  /** How a step is run. */
  interface StepOptions {
    /**
     * Milliseconds that it may take, in real time; over it the step fails.
     * @default what `setDefaultTimeout` says
     */
    timeout?: number;
  }

  /** Thrown by a step that is not written yet, in place of returning `"pending"`; its message says why. */
  export class PendingException extends Error {}
  /** Thrown by a step that does not apply here, in place of returning `"skipped"`; its message says why. */
  export class SkippedException extends Error {}

  /**
   * Gives every step and hook without a timeout of its own this many milliseconds.
   * @default 10000
   */
  export function setDefaultTimeout(milliseconds: number): void;

  /** Adds a parameter type, which expressions use by its name: `{room}`. */
  export function defineParameterType<T>(type: {
    /** The name between braces. */
    name: string;
    /** What it matches; with several, any of them. */
    regexp: RegExp | string | readonly (RegExp | string)[];
    /**
     * Makes the argument from what was matched: from its groups, or from all of it when there are none.
     * @default the text itself
     */
    transformer?: (this: World, ...matches: string[]) => T | Promise<T>;
    /**
     * Whether suggested steps use it.
     * @default true
     */
    useForSnippets?: boolean;
    /**
     * Whether it is preferred if several types have the regular expression of a step's pattern.
     * @default false
     */
    preferForRegexpMatch?: boolean;
  }): void;

  // ── Hooks ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Runs before each scenario; those that were defined first run first. */
  export const Before: DefineHook;
  /** Runs after each scenario, however it ended; those that were defined first run last. */
  export const After: DefineHook;
  /** Runs once, before the first scenario. There is no world yet. */
  export function BeforeAll(hook: () => StepResult): void;
  export function BeforeAll(options: StepOptions, hook: () => StepResult): void;
  /** Runs once, after the last scenario. There is no world any more. */
  export function AfterAll(hook: () => StepResult): void;
  export function AfterAll(options: StepOptions, hook: () => StepResult): void;

  /** Defines a hook, perhaps for some scenarios only. */
  interface DefineHook {
    (hook: (this: World) => StepResult): void;
    /** @param tags a tag expression: `"@chat and not @slow"` */
    (tags: string, hook: (this: World) => StepResult): void;
    (options: HookOptions, hook: (this: World) => StepResult): void;
  }

  /** For which scenarios a hook runs, and how. */
  interface HookOptions extends StepOptions {
    /**
     * A tag expression: `"@chat and not @slow"`.
     * @default every scenario
     */
    tags?: string;
    /** What reports call it. */
    name?: string;
  }

  // ── World ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The scenario that runs, for steps that are arrow functions; the same as `this` in the others. */
  export const world: World;

  /**
   * What belongs to one scenario: its server, clients and clock. Steps may keep values of their own in it for later steps of
   * the scenario; a .d.ts file that repeats `declare module "scriptws/testing" { interface World { room: string } }` types them.
   */
  interface World {
    /**
     * Starts the scenario's own server, on a port that is free. It stops with the scenario.
     * @throws when it runs already, or the script or the settings are wrong
     */
    serve(options?: ServeOptions): Promise<void>;
    /**
     * Opens a WebSocket to the scenario's server. An answer that refuses is no failure: see `client.status`.
     * @param name what the scenario calls the client
     */
    connect(name: string, options?: ConnectOptions): Promise<Client>;
    /** The client of this name, connected before. */
    client(name: string): Client;
    /** The clock of the scenario's server: it stands still until it is advanced. */
    readonly clock: Clock;
    /** What the server's scripts logged so far. */
    readonly console: readonly ConsoleLine[];
    /** The scenario. */
    readonly pickle: Pickle;

    /**
     * Adds data to this step's place in the report.
     * @param mediaType its type: `"application/json"`, `"image/png"`; with `fileName` it can be saved from the report
     * @default "text/plain"
     */
    attach(data: string | Uint8Array, mediaType?: string | { mediaType: string; fileName?: string }): Promise<void>;
    /** Adds a line of text to this step's place in the report. */
    log(text: string): void;
    /** Adds a link to this step's place in the report. */
    link(url: string): void;
  }

  /** What a scenario's server is made of. */
  interface ServeOptions {
    /**
     * The handler script: its source, or a path that ends in `.js`. A path is relative to the feature's project, the nearest
     * folder above that holds `server.json` or the folder `features`; or to the current folder.
     * @default a script that sends every message back
     */
    script?: string;
    /**
     * What server.json would hold.
     * @default every setting's default
     */
    config?: object;
    /** Modules beside the script, their source by their path: `{ "rooms.js": "export …" }`. */
    files?: Readonly<Record<string, string>>;
  }

  /** How a client asks for a WebSocket. */
  interface ConnectOptions {
    /**
     * The path, with the query.
     * @default "/"
     */
    path?: string;
    /**
     * The subprotocols offered, the favourite first.
     * @default []
     */
    protocols?: string | readonly string[];
    /** Headers added to the request, or put in place of its own. */
    headers?: Readonly<Record<string, string>>;
  }

  /** The scenario's clock. Timers, heartbeats and timeouts of the server follow it; 40 seconds take milliseconds. */
  interface Clock {
    /** Lets time pass: `"500ms"`, `"40s"`, `"2m"`, or a number of seconds. Fulfils when all that became due has happened. */
    advance(time: string | number): Promise<void>;
    /** What time it is for the server. */
    readonly now: Date;
  }

  /** One line that a script wrote with `console`. */
  interface ConsoleLine {
    readonly level: "trace" | "debug" | "info" | "warn" | "error";
    readonly text: string;
  }

  /** One scenario. */
  interface Pickle {
    readonly name: string;
    /** Its tags and those of its rule and feature, with their `@`. */
    readonly tags: readonly string[];
  }

  /** The far end of one WebSocket. It answers Pings and Close frames by itself. */
  interface Client {
    /** What the scenario calls it. */
    readonly name: string;
    /** Where it is in its life; `"closed"` as well when it was refused. */
    readonly state: "open" | "closing" | "closed";
    /** The HTTP status that its request was answered with: 101 when it has a WebSocket. */
    readonly status: number;
    /** The headers of that answer, by name in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    /** What an answer that refused says; empty otherwise. */
    readonly body: string;
    /** The subprotocol agreed on, if any. */
    readonly subprotocol: string | null;
    /** All messages so far, the oldest first. */
    readonly received: readonly (string | Uint8Array)[];

    /** Sends a message: a string as text, bytes as binary. */
    send(data: string | Uint8Array): Promise<void>;
    /** The next message that no `receive` has returned yet. */
    receive(options?: Patience): Promise<string | Uint8Array>;
    /**
     * Begins the closing handshake.
     * @default 1000
     */
    close(code?: number, reason?: string): Promise<void>;
    /** How the connection ended: 1005 when the server gave no code, 1006 when there was no closing handshake. */
    closed(options?: Patience): Promise<{ code: number; reason: string }>;
  }

  /** How long to wait for what must come. */
  interface Patience {
    /**
     * `"500ms"`, `"2s"`, or a number of seconds, in real time; over it the step fails.
     * @default "5s"
     */
    within?: string | number;
  }

  // ── Tables, assertions ──────────────────────────────────────────────────────────────────────────────────────────

  /** The table under a step. What its methods return is the caller's own. */
  export class DataTable {
    constructor(rows: readonly (readonly string[])[]);
    /** All rows. */
    raw(): string[][];
    /** The rows under the header. */
    rows(): string[][];
    /** An object for each row under the header, with the header's names. */
    hashes(): Record<string, string>[];
    /** One object, of a table with two columns: names in the first, values in the second. */
    rowsHash(): Record<string, string>;
    /** A table whose rows are the columns of this one. */
    transpose(): DataTable;
  }

  /**
   * Fails the step unless the value is truthy. The members of `assert` have the meaning of `node:assert/strict`.
   * @param message what to say instead of both values; an error is thrown as it is
   */
  export function assert(value: unknown, message?: string | Error): asserts value;
  export namespace assert {
    /** Fails unless the value is truthy. */
    function ok(value: unknown, message?: string | Error): asserts value;
    /** Fails unless both are the same value, by `Object.is`. */
    function equal<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    /** Fails unless both are the same value, by `Object.is`. */
    function strictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    /** Fails if both are the same value, by `Object.is`. */
    function notEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    /** Fails if both are the same value, by `Object.is`. */
    function notStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    /** Fails unless both have the same content, all the way down. */
    function deepEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    /** Fails unless both have the same content, all the way down. */
    function deepStrictEqual<T>(actual: unknown, expected: T, message?: string | Error): asserts actual is T;
    /** Fails if both have the same content, all the way down. */
    function notDeepEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    /** Fails if both have the same content, all the way down. */
    function notDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    /** Fails unless everything expected is in the actual value, which may hold more. */
    function partialDeepStrictEqual(actual: unknown, expected: unknown, message?: string | Error): void;
    /** Fails unless the text matches. */
    function match(text: string, pattern: RegExp, message?: string | Error): void;
    /** Fails if the text matches. */
    function doesNotMatch(text: string, pattern: RegExp, message?: string | Error): void;
    /** Fails unless the function throws, and throws what is expected. */
    function throws(run: () => unknown, message?: string | Error): void;
    function throws(run: () => unknown, expected: ExpectedError, message?: string | Error): void;
    /** Fails if the function throws. */
    function doesNotThrow(run: () => unknown, message?: string | Error): void;
    function doesNotThrow(run: () => unknown, expected: RegExp | Function, message?: string | Error): void;
    /** Fails unless the promise is rejected, and rejected with what is expected. */
    function rejects(promise: Promise<unknown> | (() => Promise<unknown>), message?: string | Error): Promise<void>;
    function rejects(promise: Promise<unknown> | (() => Promise<unknown>), expected: ExpectedError, message?: string | Error): Promise<void>;
    /** Fails if the promise is rejected. */
    function doesNotReject(promise: Promise<unknown> | (() => Promise<unknown>), message?: string | Error): Promise<void>;
    function doesNotReject(promise: Promise<unknown> | (() => Promise<unknown>), expected: RegExp | Function, message?: string | Error): Promise<void>;
    /** Fails. */
    function fail(message?: string | Error): never;
    /** Fails unless the value is `null` or `undefined`. */
    function ifError(value: unknown): asserts value is null | undefined;
    /** The same as `assert`. */
    const strict: typeof assert;
    /** The error of an assertion that failed. */
    const AssertionError: typeof import("scriptws/testing").AssertionError;
  }

  /** The error of an assertion that failed. */
  export class AssertionError extends Error {
    constructor(options: { message?: string; actual?: unknown; expected?: unknown; operator?: string });
    actual: unknown;
    expected: unknown;
    operator: string;
    /** Whether the message is the assertion's own, and not its author's. */
    generatedMessage: boolean;
    code: "ERR_ASSERTION";
  }

  /** A value as text that a person can read: `{ room: 'garden', people: [ 'anna' ] }`. Long ones are cut. */
  export function inspect(
    value: unknown,
    options?: {
      /**
       * How many levels are shown.
       * @default 4
       */
      depth?: number;
    },
  ): string;

  /** An error's class, what its text matches, its properties, or a function that returns `true` for it. */
  type ExpectedError = RegExp | object | ((error: any) => boolean);
}

// ── What steps know besides the language ────────────────────────────────────────────────────────────────────────────────

/** Adds lines to this step's place in the report; values are shown as by `inspect`. */
declare const console: Readonly<Record<"log" | "info" | "warn" | "error" | "debug" | "trace", (...values: unknown[]) => void>>;
/** Calls the function once, after `delay` milliseconds of real time. Advance the clock to let the scenario's time pass. */
declare function setTimeout<Args extends unknown[]>(callback: (...args: Args) => void, delay?: number, ...args: Args): number;
/** Cancels a timeout. */
declare function clearTimeout(id?: number): void;
/** Calls the function repeatedly, every `delay` milliseconds of real time. */
declare function setInterval<Args extends unknown[]>(callback: (...args: Args) => void, delay?: number, ...args: Args): number;
/** Ends an interval. */
declare function clearInterval(id?: number): void;
