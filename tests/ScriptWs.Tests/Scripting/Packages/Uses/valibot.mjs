import * as v from "valibot";
const Message = v.object({ name: v.pipe(v.string(), v.minLength(2)), tags: v.array(v.picklist(["a", "b"])) });
export default () => [v.parse(Message, { name: "anna", tags: ["a"] }), v.safeParse(Message, { name: "x", tags: ["c"] }).issues.map((issue) => issue.message)];
