// crypto.subtle (Web Cryptography API). What computes long does so outside the turn.
(function (native, use) {
  "use strict";
  const { tag } = use("events.js");
  const { CryptoKey, materialOf, normalize, hashOf, bytesOf, done, fail, digestSizes, importKey, exportKey, generateKey } = use("keys.js");

  const ivOf = (algorithm) => bytesOf(algorithm.iv, `The iv of ${algorithm.name}`);
  const bufferOf = async (result) => {
    const bytes = await done(result);
    return bytes.buffer;
  };

  // The algorithm of a call, if the key is of it and may be used for this.
  function checked(given, key, usage) {
    const algorithm = normalize(given);
    if (!(key instanceof CryptoKey)) throw new TypeError(`${usage} takes a CryptoKey.`);
    if (key.algorithm.name !== algorithm.name) fail("InvalidAccessError", `The key is one of ${key.algorithm.name}, not of ${algorithm.name}.`);
    if (!key.usages.includes(usage)) fail("InvalidAccessError", `The key may be used to ${key.usages.join(", ")}; not to ${usage}.`);
    return algorithm;
  }

  function crypt(isEncryption, algorithm, key, data) {
    const bytes = bytesOf(data, "The data");
    if (algorithm.name === "RSA-OAEP") {
      if (algorithm.label !== undefined && bytesOf(algorithm.label, "The label").length > 0) fail("NotSupportedError", "RSA-OAEP has no label here.");
      return bufferOf(native.oaep(materialOf(key), isEncryption, key.algorithm.hash.name, bytes));
    }
    if (algorithm.name === "AES-CBC") return bufferOf(native.aesCbc(isEncryption, materialOf(key), ivOf(algorithm), bytes));
    if (algorithm.name !== "AES-GCM") fail("NotSupportedError", `${algorithm.name} does not encrypt.`);
    const tagLength = algorithm.tagLength ?? 128;
    if (![96, 104, 112, 120, 128].includes(tagLength)) fail("OperationError", "The tagLength of AES-GCM is 96, 104, 112, 120 or 128.");
    const more = algorithm.additionalData === undefined ? new Uint8Array() : bytesOf(algorithm.additionalData, "The additionalData");
    return bufferOf(native.aesGcm(isEncryption, materialOf(key), ivOf(algorithm), bytes, more, tagLength / 8));
  }

  function signature(algorithm, key) {
    const hash = algorithm.name === "ECDSA" ? hashOf(algorithm.hash) : key.algorithm.hash.name;
    if (algorithm.name === "RSA-PSS" && Number(algorithm.saltLength) !== digestSizes[hash]) {
      fail("NotSupportedError", `The saltLength of RSA-PSS is that of the hash here: ${digestSizes[hash]}.`);
    }
    return hash;
  }

  function derive(algorithm, key, bits) {
    if (bits === null || bits === undefined) {
      if (algorithm.name !== "ECDH") fail("OperationError", "deriveBits takes a number of bits.");
    } else if (!(bits >= 0 && bits <= 1 << 20) || bits % 8 !== 0) fail("OperationError", "The number of bits is a multiple of 8, at most 1048576.");
    if (algorithm.name === "HKDF") {
      return native.hkdf(hashOf(algorithm.hash), materialOf(key), bytesOf(algorithm.salt, "The salt"), bytesOf(algorithm.info, "The info"), bits / 8);
    }
    if (algorithm.name === "PBKDF2") {
      return native.pbkdf2(hashOf(algorithm.hash), materialOf(key), bytesOf(algorithm.salt, "The salt"), Number(algorithm.iterations), bits / 8);
    }
    const other = algorithm.public;
    if (!(other instanceof CryptoKey) || other.type !== "public" || other.algorithm.name !== "ECDH" || other.algorithm.namedCurve !== key.algorithm.namedCurve) {
      fail("InvalidAccessError", "The public key of ECDH is of the same curve.");
    }
    return native.ecdh(materialOf(key), materialOf(other), bits === null || bits === undefined ? -1 : bits / 8);
  }

  function lengthOf({ name, length, hash }) {
    if (name.startsWith("AES")) return [128, 192, 256].includes(length) ? length : fail("OperationError", "A key of AES has 128, 192 or 256 bits.");
    if (name === "HMAC") return length ?? { "SHA-1": 512, "SHA-256": 512, "SHA-384": 1024, "SHA-512": 1024 }[hashOf(hash)];
    return fail("NotSupportedError", `A key of ${name} is not derived.`);
  }

  const token = {};
  class SubtleCrypto {
    constructor(key) {
      if (key !== token) throw new TypeError("There is one SubtleCrypto: crypto.subtle.");
    }

    async digest(algorithm, data) { return bufferOf(native.digest(hashOf(algorithm), bytesOf(data, "The data"))); }
    async importKey(format, data, algorithm, extractable, usages) { return importKey(format, data, algorithm, extractable, usages); }
    async exportKey(format, key) { return exportKey(format, key); }
    async generateKey(algorithm, extractable, usages) { return generateKey(algorithm, extractable, usages); }
    async encrypt(algorithm, key, data) { return crypt(true, checked(algorithm, key, "encrypt"), key, data); }
    async decrypt(algorithm, key, data) { return crypt(false, checked(algorithm, key, "decrypt"), key, data); }

    async sign(algorithm, key, data) {
      const used = checked(algorithm, key, "sign");
      const bytes = bytesOf(data, "The data");
      if (used.name === "HMAC") return bufferOf(native.hmac(key.algorithm.hash.name, materialOf(key), bytes));
      return bufferOf(native.sign(materialOf(key), used.name, signature(used, key), bytes));
    }

    async verify(algorithm, key, signed, data) {
      const used = checked(algorithm, key, "verify");
      const [given, bytes] = [bytesOf(signed, "The signature"), bytesOf(data, "The data")];
      if (used.name === "HMAC") return done(native.hmacMatches(key.algorithm.hash.name, materialOf(key), bytes, given));
      return done(native.verify(materialOf(key), used.name, signature(used, key), bytes, given));
    }

    async deriveBits(algorithm, key, length) { return bufferOf(derive(checked(algorithm, key, "deriveBits"), key, length)); }

    async deriveKey(algorithm, key, derived, extractable, usages) {
      const target = normalize(derived);
      const bytes = await done(derive(checked(algorithm, key, "deriveKey"), key, lengthOf(target)));
      return importKey("raw", bytes, target, extractable, usages);
    }

    async wrapKey(format, key, wrapping, algorithm) {
      const used = checked(algorithm, wrapping, "wrapKey");
      const data = await exportKey(format, key);
      return crypt(true, used, wrapping, format === "jwk" ? native.encode(JSON.stringify(data)) : data);
    }

    async unwrapKey(format, wrapped, unwrapping, algorithm, keyAlgorithm, extractable, usages) {
      const bytes = await crypt(false, checked(algorithm, unwrapping, "unwrapKey"), unwrapping, wrapped);
      const data = format === "jwk" ? JSON.parse(native.decode(new Uint8Array(bytes))) : bytes;
      return importKey(format, data, keyAlgorithm, extractable, usages);
    }
  }
  tag(SubtleCrypto, "SubtleCrypto");

  return { CryptoKey, SubtleCrypto, subtle: new SubtleCrypto(token) };
})
