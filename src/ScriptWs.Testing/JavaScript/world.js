// What belongs to one scenario, as steps see it: `this`, and the imported `world`.

import { inspect } from "./inspect.js";
import { Client } from "./client.js";
import { milliseconds } from "./duration.js";

/** The world of one scenario; steps keep values of their own in it. */
export class World {
  #host;

  constructor(host) {
    this.#host = host;
    const clock = {
      advance: (time) => host.advance(milliseconds(time, "The time to advance by")),
      get now() { return new Date(host.now()); },
    };
    hidden(this, "clock", Object.freeze(clock));
  }

  async serve({ script, config, files } = {}) {
    if (script !== undefined && typeof script !== "string") throw new TypeError(`script is the source of a handler script or a path that ends in .js, but got ${inspect(script)}.`);
    await this.#host.serve(script, config === undefined ? undefined : JSON.stringify(config), files === undefined ? undefined : JSON.stringify(files));
  }

  async connect(name, { path = "/", protocols = [], headers = {} } = {}) {
    await this.#host.connect(String(name), JSON.stringify({ path, protocols: [protocols].flat(), headers }));
    return this.client(name);
  }

  client(name) {
    this.#host.clientStatus(String(name));
    return new Client(this.#host, String(name));
  }

  get console() { return JSON.parse(this.#host.console()); }
  get pickle() { return JSON.parse(this.#host.pickle()); }

  async attach(data, mediaType = "text/plain") {
    const about = typeof mediaType === "string" ? { mediaType } : mediaType;
    this.#host.attach(data, about.mediaType ?? "text/plain", about.fileName);
  }

  log(text) { this.#host.log(String(text)); }
  link(url) { this.#host.attach(String(url), "text/uri-list", undefined); }
}

function hidden(object, name, value) {
  Object.defineProperty(object, name, { value, enumerable: false });
}
