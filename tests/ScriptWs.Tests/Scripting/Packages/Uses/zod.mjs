import { z } from "zod";
const Message = z.object({ kind: z.enum(["say", "join"]), room: z.string().min(1), at: z.coerce.number().default(3) });
export default () => [Message.parse({ kind: "say", room: "a" }), Message.safeParse({ kind: "no", room: "" }).error.issues.map((issue) => [issue.path, issue.code])];
