// @ts-check
/// <reference path="scriptws.d.ts" />

/** @type {ScriptWs.OnMessage} */
export function onMessage(connection, text) {
  connection.send(text);
}
