import { pack, Packr, unpack } from "msgpackr";
const value = { name: "anna", list: [1, -1, 1.5, null, true], text: "ü€😀", map: new Map([["a", 1]]) };
const packr = new Packr({ structuredClone: true });
export default () => [[...pack(value)], unpack(pack(value)).text, [...packr.unpack(packr.pack(new Set([1, 2])))]];
