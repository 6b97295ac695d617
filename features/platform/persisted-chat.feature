Feature: A chat that remembers
  The recipe of a persisted chat keeps the last lines in server.storage, and
  forgets them each night.

  Background:
    Given the setting heartbeat.enabled is "false"
    And a server with the script:
      """
      const KEEP = 100;

      export async function onConnect(connection) {
        connection.subscribe("chat");
        for (const line of (await server.storage.get("chat/lines")) ?? []) connection.send(line);
      }

      export async function onMessage(connection, text) {
        const number = await server.storage.increment("chat/number");
        const line = `${number}: ${text}`;
        await server.storage.push("chat/lines", line, { limit: KEEP });
        server.publish("chat", line);
      }

      export const jobs = [{ name: "forget", cron: "0 4 * * *", run: () => server.storage.delete("chat/lines") }];
      """
    And Alice is connected
    And Alice has sent "hello"

  Rule: Lines outlive the script and the server

    Scenario: A client that comes later gets the lines before it
      When Bob connects
      Then Bob receives "1: hello"

    Scenario: Lines survive a restart
      When the server restarts
      And Bob connects
      Then Bob receives "1: hello"

  Rule: A job forgets the lines

    Scenario: Lines are gone the next morning
      When 5 hours pass
      And Bob connects
      And Bob sends "morning"
      Then Bob receives "2: morning"
