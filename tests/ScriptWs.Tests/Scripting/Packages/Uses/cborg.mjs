import { decode, encode } from "cborg";
const value = { name: "anna", list: [1, -1, 1.5, null, true], bytes: new Uint8Array([1, 2]), text: "ü€😀" };
export default () => [[...encode(value)], decode(encode(value)).text];
