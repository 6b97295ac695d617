import superjson from "superjson";
const value = { at: new Date(0), set: new Set([1, 2]), map: new Map([["a", 1n]]), none: undefined, pattern: /a+/g };
export default () => [superjson.stringify(value), superjson.parse(superjson.stringify(value)).map.get("a") === 1n, superjson.deserialize(superjson.serialize(value)).at.getTime()];
