// The error that a client is told: everything else that a function of rpc throws stays on the server.
(function (native) {
  "use strict";

  const define = Object.defineProperty;

  class RpcError extends Error {
    constructor(code, message = "", data = undefined) {
      super(`${message}`);
      native.know(this, code, this.message, data);
      define(this, "code", { value: code, enumerable: true });
      if (data !== undefined) define(this, "data", { value: data, enumerable: true });
    }
  }
  define(RpcError.prototype, "name", { value: "RpcError", writable: true, configurable: true });

  return { RpcError };
});
