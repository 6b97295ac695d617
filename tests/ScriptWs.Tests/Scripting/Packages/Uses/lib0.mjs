import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { copyUint8Array } from "lib0/buffer";
import * as random from "lib0/random";
export default () => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 300);
  encoding.writeVarString(encoder, "ü€😀");
  encoding.writeAny(encoder, { a: [1, null, "x"] });
  const bytes = encoding.toUint8Array(encoder), decoder = decoding.createDecoder(bytes);
  return [[...bytes], decoding.readVarUint(decoder), decoding.readVarString(decoder), decoding.readAny(decoder), [...copyUint8Array(bytes)].length, random.uuidv4().length];
};
