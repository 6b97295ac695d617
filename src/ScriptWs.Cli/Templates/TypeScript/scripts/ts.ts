/// <reference path="scriptws.d.ts" />
// Types are erased when the script loads; nothing is compiled. An editor checks them, and "npx tsc -p scripts" does.

type Request = { type: "join"; room: string; name: string } | { type: "say"; text: string };

interface Member {
  room?: string;
  name?: string;
}

type Client = ScriptWs.Connection<Member>;

export function onMessage(connection: Client, text: string): void {
  const request = parse(text);
  const { room, name } = connection.data;
  if (request?.type === "join") join(connection, request);
  else if (request && room) server.publish(room, `${name}: ${request.text}`);
  else connection.send('Join a room first: "join ROOM NAME".');
}

function join(connection: Client, { room, name }: Extract<Request, { type: "join" }>): void {
  if (connection.data.room) connection.unsubscribe(connection.data.room);
  connection.data = { room, name };
  connection.subscribe(room);
  connection.send(`joined ${room}`);
}

/** Reads "join ROOM NAME" or "say TEXT". */
function parse(text: string): Request | undefined {
  const [type, room, name] = text.split(" ");
  if (type === "say") return { type, text: text.slice("say ".length) };
  return type === "join" && room && name ? { type, room, name } : undefined;
}
