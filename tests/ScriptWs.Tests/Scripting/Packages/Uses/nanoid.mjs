import { customAlphabet, nanoid } from "nanoid";
export default () => [nanoid().length, nanoid(10).length, /^[ab]{6}$/.test(customAlphabet("ab", 6)()), new Set(Array.from({ length: 100 }, () => nanoid())).size];
