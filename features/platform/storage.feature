Feature: Storage
  server.storage keeps values of scripts: across reloads and restarts, and in a
  file across processes. Every call returns a promise.

  Background:
    Given a server with the script:
      """
      export async function onMessage(connection, text) {
        const [member, key, value, expires] = text.split(" ");
        try {
          if (member === "set") await server.storage.set(key, value, { expires });
          if (member === "once") await server.storage.set(key, value, { if: "absent" });
          if (member === "add") await server.storage.increment(key, Number(value));
          connection.send(`${key} = ${await server.storage.get(key)}`);
        } catch (error) {
          connection.send(error.code);
        }
      }
      """

  Rule: A stored value is a copy that outlives the script's variables

    Background:
      Given Alice is connected

    Scenario: A stored value survives a reload
      Given Alice has sent "set name anna"
      When the script becomes:
        """
        export const onMessage = async (connection) => connection.send(await server.storage.get("name"));
        """
      And Alice sends "?"
      Then Alice receives "name = anna"
      And Alice receives "anna"

    Scenario: A number is incremented in one step
      When Alice sends "add visits 2"
      And Alice sends "add visits 3"
      Then Alice receives "visits = 2"
      And Alice receives "visits = 5"

  Rule: A value expires by the server's clock

    Background:
      Given Alice is connected

    Scenario: A value is there until it expires
      Given Alice has sent "set code 123 5m"
      When 299 seconds pass
      And Alice sends "get code"
      Then Alice receives "code = 123"
      And Alice receives "code = 123"

    Scenario: A value that has expired is absent
      Given Alice has sent "set code 123 5m"
      When 5 minutes pass
      And Alice sends "get code"
      Then Alice receives "code = 123"
      And Alice receives "code = undefined"

  Rule: A write that cannot be made rejects with a code

    Scenario: A key that exists is a conflict for a write that requires its absence
      Given Alice is connected
      When Alice sends "once seat anna"
      And Alice sends "once seat bob"
      Then Alice receives "seat = anna"
      And Alice receives "conflict"

    Scenario: A write over the quota rejects
      Given the setting storage.maxKeys is "1"
      And Alice is connected
      When Alice sends "set a 1"
      And Alice sends "set b 2"
      Then Alice receives "a = 1"
      And Alice receives "quota"
