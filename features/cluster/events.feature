@cluster
Feature: Events between nodes
  Scripts of one endpoint tell each other events, whichever server they run on.
  A question collects one answer per server, and names the servers without one.

  Background:
    Given 2 servers of one cluster with the script:
      """
      export function onMessage(connection, text) {
        if (text === "how many?") return ask(connection);
        server.emit("said", text);
      }
      export function onEvent(event, data) {
        if (event === "count") return server.connections.size;
        for (const connection of server.connections) connection.send(`said ${data}`);
      }
      async function ask(connection) {
        const { answers, missing } = await server.ask("count", null, { timeout: "2s" });
        connection.send(`${answers.map(({ value }) => value).sort()} (${missing.length} missing)`);
      }
      """
    And Anna is connected to server 1
    And Ben is connected to server 2

  Scenario: An event reaches the scripts of all servers
    When Anna sends "hello"
    Then Ben receives "said hello"
    And Anna receives "said hello"

  Scenario: A question collects an answer of each server
    Given Carla is connected to server 2
    When Anna sends "how many?"
    Then Anna receives "1,2 (0 missing)"

  Scenario: A server that has left is not asked
    When server 1 stops
    And Ben sends "how many?"
    Then Ben receives "1 (0 missing)"
