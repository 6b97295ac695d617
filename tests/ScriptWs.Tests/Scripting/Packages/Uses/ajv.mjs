import validate from "./ajv-standalone.mjs";
export default () => [validate({ name: "anna", tags: ["a"] }), validate({ name: 1, tags: ["c"] }), validate.errors];
