import { decode, encode } from "@msgpack/msgpack";
const value = { name: "anna", list: [1, -1, 1.5, 2 ** 40, null, true], bytes: new Uint8Array([1, 2, 255]), text: "ü€😀" };
export default () => [[...encode(value)], decode(encode(value)).text, [...decode(encode(value)).bytes]];
