// Writes a validator of one schema, as code without imports: node ajv-standalone.build.mjs > ajv-standalone.mjs
import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

const schema = { type: "object", required: ["name"], properties: { name: { type: "string" }, tags: { type: "array", items: { enum: ["a", "b"] } } } };
const ajv = new Ajv({ allErrors: true, code: { source: true, esm: true } });
console.log(standaloneCode.default(ajv, ajv.compile(schema)));
