// The far end of one WebSocket, as steps see it.

import { milliseconds } from "./duration.js";

const patience = (options) => (options?.within === undefined ? undefined : milliseconds(options.within, "within"));

/** One client of the scenario. */
export class Client {
  #host;

  constructor(host, name) {
    this.#host = host;
    this.name = name;
    Object.freeze(this);
  }

  get state() { return this.#host.clientState(this.name); }
  get status() { return this.#host.clientStatus(this.name); }
  get headers() { return Object.freeze(JSON.parse(this.#host.clientHeaders(this.name))); }
  get body() { return this.#host.clientBody(this.name); }
  get subprotocol() { return this.#host.clientSubprotocol(this.name); }
  get received() { return this.#host.received(this.name); }

  send(data) { return this.#host.send(this.name, data); }
  receive(options) { return this.#host.receive(this.name, patience(options)); }
  close(code = 1000, reason = "") { return this.#host.close(this.name, code, String(reason)); }
  async closed(options) { return JSON.parse(await this.#host.closed(this.name, patience(options))); }
}
