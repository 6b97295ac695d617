// CryptoKey, and how keys are made, imported and exported (Web Cryptography API).
(function (native, use) {
  "use strict";
  const { DOMException, tag } = use("events.js");

  const digestSizes = { "SHA-1": 20, "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };
  const blockSizes = { "SHA-1": 64, "SHA-256": 64, "SHA-384": 128, "SHA-512": 128 };
  const curves = ["P-256", "P-384", "P-521"];
  const fail = (name, message) => { throw new DOMException(message, name); };

  // What each algorithm's keys may be used for: by their type.
  const aes = { secret: ["encrypt", "decrypt", "wrapKey", "unwrapKey"] };
  const derived = { secret: ["deriveKey", "deriveBits"] };
  const signing = { public: ["verify"], private: ["sign"] };
  const algorithms = {
    HMAC: { secret: ["sign", "verify"] },
    "AES-GCM": aes,
    "AES-CBC": aes,
    HKDF: derived,
    PBKDF2: derived,
    "RSASSA-PKCS1-v1_5": signing,
    "RSA-PSS": signing,
    "RSA-OAEP": { public: ["encrypt", "wrapKey"], private: ["decrypt", "unwrapKey"] },
    ECDSA: signing,
    ECDH: { public: [], private: ["deriveKey", "deriveBits"] },
  };
  const allUsages = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];

  // An algorithm as scripts write it, with its name as the standard does.
  function normalize(algorithm) {
    const given = typeof algorithm === "string" ? { name: algorithm } : algorithm;
    if (typeof given !== "object" || given === null || given.name === undefined) throw new TypeError("An algorithm is a name, or an object with one.");
    const wanted = `${given.name}`.toUpperCase();
    const name = Object.keys(algorithms).find((known) => known.toUpperCase() === wanted);
    return name ? { ...given, name } : fail("NotSupportedError", `There is no algorithm ${given.name}; there are ${Object.keys(algorithms).join(", ")}.`);
  }

  function hashOf(algorithm) {
    const name = `${typeof algorithm === "object" && algorithm !== null ? algorithm.name : algorithm}`.toUpperCase();
    return Object.hasOwn(digestSizes, name) ? name : fail("NotSupportedError", `There is no hash ${name}; there are ${Object.keys(digestSizes).join(", ")}.`);
  }

  const bytesOf = (value, what) => native.bytes(value) ?? (() => { throw new TypeError(`${what} is an ArrayBuffer, a typed array or a DataView.`); })();

  // What the host returns: bytes or a handle, or the name and the message of a failure.
  async function done(result) {
    const value = await result;
    return value?.isFailure ? fail(value.name, value.message) : value;
  }

  function usagesOf(algorithm, type, usages) {
    const given = [...usages].map((one) => `${one}`);
    if (given.some((one) => !allUsages.includes(one))) throw new TypeError(`The usages of a key are ${allUsages.join(", ")}.`);
    const allowed = algorithms[algorithm.name][type];
    const wrong = given.find((one) => !allowed.includes(one));
    if (wrong) fail("SyntaxError", `A ${type} key of ${algorithm.name} is not used to ${wrong}.`);
    if (given.length === 0 && type !== "public") fail("SyntaxError", `A ${type} key needs a usage: ${allowed.join(", ")}.`);
    return allUsages.filter((one) => given.includes(one));
  }

  const token = {};
  let materialOf;
  class CryptoKey {
    #type; #extractable; #algorithm; #usages; #material;
    static { materialOf = (key) => key.#material; }
    constructor(key, type, extractable, algorithm, usages, material) {
      if (key !== token) throw new TypeError("A CryptoKey comes from crypto.subtle.");
      [this.#type, this.#extractable, this.#algorithm, this.#usages, this.#material] = [type, extractable, algorithm, usages, material];
    }
    get type() { return this.#type; }
    get extractable() { return this.#extractable; }
    get algorithm() { return this.#algorithm; }
    get usages() { return [...this.#usages]; }
  }
  tag(CryptoKey, "CryptoKey");
  const make = (type, extractable, algorithm, usages, material) =>
    new CryptoKey(token, type, !!extractable, algorithm, usagesOf(algorithm, type, usages), material);

  const isRsa = (name) => name.startsWith("RSA");
  const isCurve = (name) => name.startsWith("EC");
  const jwkHash = (hash) => (hash === "SHA-1" ? "1" : hash.slice(4));
  const jwkNames = {
    HMAC: (a) => `HS${jwkHash(a.hash.name)}`,
    "AES-GCM": (a) => `A${a.length}GCM`,
    "AES-CBC": (a) => `A${a.length}CBC`,
    "RSASSA-PKCS1-v1_5": (a) => `RS${jwkHash(a.hash.name)}`,
    "RSA-PSS": (a) => `PS${jwkHash(a.hash.name)}`,
    "RSA-OAEP": (a) => (a.hash.name === "SHA-1" ? "RSA-OAEP" : `RSA-OAEP-${jwkHash(a.hash.name)}`),
  };

  // The algorithm as a key shows it.
  function described({ name, hash, namedCurve }, material) {
    if (name === "HMAC") return { name, hash: { name: hash }, length: material.length * 8 };
    if (name.startsWith("AES")) return { name, length: material.length * 8 };
    if (isRsa(name)) return { name, modulusLength: native.size(material), publicExponent: new Uint8Array([1, 0, 1]), hash: { name: hash } };
    return isCurve(name) ? { name, namedCurve } : { name };
  }

  function checked(given) {
    const algorithm = normalize(given);
    if (algorithm.name === "HMAC" || isRsa(algorithm.name)) algorithm.hash = hashOf(algorithm.hash);
    if (isCurve(algorithm.name) && !curves.includes(algorithm.namedCurve)) fail("NotSupportedError", `The curve is ${curves.join(", ")}; not ${algorithm.namedCurve}.`);
    return algorithm;
  }

  function checkJwk(jwk, algorithm, extractable, kty) {
    if (typeof jwk !== "object" || jwk === null) throw new TypeError("A JWK is an object.");
    if (jwk.kty !== kty) fail("DataError", `The kty of the JWK is "${kty}", not "${jwk.kty}".`);
    if (jwk.ext === false && extractable) fail("DataError", "The JWK has ext: false, so the key is not extractable.");
    if (isCurve(algorithm.name) && jwk.crv !== algorithm.namedCurve) fail("DataError", `The crv of the JWK is not ${algorithm.namedCurve}.`);
  }

  const decode = (text) => (typeof text === "string" ? native.fromBase64Url(text) : undefined) ?? fail("DataError", "A field of the JWK is not base64url.");

  function importSecret(format, data, algorithm, extractable, usages) {
    let bytes;
    if (format === "raw") bytes = bytesOf(data, "A raw key");
    else if (format === "jwk" && !["HKDF", "PBKDF2"].includes(algorithm.name)) {
      checkJwk(data, algorithm, extractable, "oct");
      bytes = decode(data.k);
    } else fail("NotSupportedError", `A key of ${algorithm.name} is not imported as ${format}.`);
    if (algorithm.name.startsWith("AES") && ![16, 24, 32].includes(bytes.length)) fail("DataError", "A key of AES has 128, 192 or 256 bits.");
    if (algorithm.name === "HMAC" && bytes.length === 0) fail("DataError", "A key of HMAC has at least one byte.");
    if (extractable && ["HKDF", "PBKDF2"].includes(algorithm.name)) fail("SyntaxError", `A key of ${algorithm.name} is not extractable.`);
    const shown = described(algorithm, bytes);
    if (format === "jwk" && data.alg !== undefined && data.alg !== jwkNames[algorithm.name](shown)) fail("DataError", `The alg of the JWK is not ${jwkNames[algorithm.name](shown)}.`);
    return make("secret", extractable, shown, usages, bytes);
  }

  async function importPair(format, data, algorithm, extractable, usages) {
    const kind = isRsa(algorithm.name) ? "RSA" : algorithm.name;
    let [fields, type] = [null, format === "pkcs8" ? "private" : "public"];
    if (format === "jwk") {
      checkJwk(data, algorithm, extractable, isRsa(algorithm.name) ? "RSA" : "EC");
      type = data.d === undefined ? "public" : "private";
      const names = isRsa(algorithm.name) ? (type === "public" ? ["n", "e"] : ["n", "e", "d", "p", "q", "dp", "dq", "qi"]) : (type === "public" ? ["x", "y"] : ["x", "y", "d"]);
      fields = names.map((name) => decode(data[name]));
    } else if (["spki", "pkcs8"].includes(format) || (format === "raw" && isCurve(algorithm.name))) {
      fields = [bytesOf(data, `A key as ${format}`)];
    } else fail("NotSupportedError", `A key of ${algorithm.name} is not imported as ${format}.`);
    const handle = await done(native.importPair(kind, format, fields, algorithm.namedCurve ?? ""));
    return make(type, extractable, described(algorithm, handle), usages, handle);
  }

  async function importKey(format, data, given, extractable, usages) {
    const algorithm = checked(given);
    if (!["raw", "jwk", "spki", "pkcs8"].includes(format)) throw new TypeError("The format of a key is raw, jwk, spki or pkcs8.");
    return algorithms[algorithm.name].secret
      ? importSecret(format, data, algorithm, extractable, usages)
      : importPair(format, data, algorithm, extractable, usages);
  }

  async function exportKey(format, key) {
    if (!(key instanceof CryptoKey)) throw new TypeError("exportKey takes a CryptoKey.");
    if (!key.extractable) fail("InvalidAccessError", "The key is not extractable.");
    const { type, algorithm } = key;
    const common = { key_ops: key.usages, ext: true };
    if (type === "secret") {
      if (format === "raw") return materialOf(key).slice().buffer;
      if (format === "jwk") return { kty: "oct", k: native.toBase64Url(materialOf(key)), alg: jwkNames[algorithm.name](algorithm), ...common };
    } else if (format === "jwk") {
      const names = isRsa(algorithm.name) ? ["n", "e", "d", "p", "q", "dp", "dq", "qi"] : ["x", "y", "d"];
      const fields = await done(native.exportJwk(materialOf(key), type === "private"));
      const head = isRsa(algorithm.name) ? { kty: "RSA", alg: jwkNames[algorithm.name](algorithm) } : { kty: "EC", crv: algorithm.namedCurve };
      return { ...head, ...Object.fromEntries(fields.map((field, i) => [names[i], native.toBase64Url(field)])), ...common };
    } else if ((format === "spki" && type === "public") || (format === "pkcs8" && type === "private") || (format === "raw" && type === "public" && isCurve(algorithm.name))) {
      const bytes = await done(native.exportPair(materialOf(key), format));
      return bytes.buffer;
    }
    return fail(["raw", "jwk", "spki", "pkcs8"].includes(format) ? "NotSupportedError" : "SyntaxError", `A ${type} key of ${algorithm.name} is not exported as ${format}.`);
  }

  async function generateKey(given, extractable, usages) {
    const algorithm = checked(given);
    if (algorithms[algorithm.name].secret) {
      if (["HKDF", "PBKDF2"].includes(algorithm.name)) fail("NotSupportedError", `A key of ${algorithm.name} is imported, not generated.`);
      const bits = algorithm.length ?? blockSizes[algorithm.hash] * 8;
      if (algorithm.name !== "HMAC" && ![128, 192, 256].includes(bits)) fail("OperationError", "A key of AES has 128, 192 or 256 bits.");
      if (!(bits >= 8 && bits <= 65_536) || bits % 8 !== 0) fail("OperationError", "A key of HMAC has 8 to 65536 bits, in whole bytes.");
      const bytes = native.randomBytes(bits / 8);
      return make("secret", extractable, described(algorithm, bytes), usages, bytes);
    }
    const all = [...usages];
    const [ofPublic, ofPrivate] = [algorithms[algorithm.name].public, algorithms[algorithm.name].private];
    const wrong = all.find((one) => !ofPublic.includes(one) && !ofPrivate.includes(one));
    if (wrong) fail("SyntaxError", `A key of ${algorithm.name} is not used to ${wrong}.`);
    const kind = isRsa(algorithm.name) ? "RSA" : algorithm.name;
    const handle = await done(native.generatePair(kind, isRsa(algorithm.name) ? Number(algorithm.modulusLength) : 0, algorithm.namedCurve ?? ""));
    const shown = described(algorithm, handle);
    return {
      publicKey: make("public", true, shown, all.filter((one) => ofPublic.includes(one)), handle),
      privateKey: make("private", extractable, shown, all.filter((one) => ofPrivate.includes(one)), handle),
    };
  }

  return { CryptoKey, materialOf, normalize, hashOf, bytesOf, done, fail, digestSizes, importKey, exportKey, generateKey };
})
