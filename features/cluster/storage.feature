@cluster
Feature: Storage of a cluster
  With the backend "cluster", all servers of a cluster share what scripts store.
  A change is one step for all of them, as it is on one server.

  Background:
    Given the setting storage.backend is "cluster"
    And 2 servers of one cluster with the script:
      """
      export async function onMessage(connection, text) {
        if (text === "count") return connection.send(`${await server.storage.increment("visits")}`);
        try {
          await server.storage.set("host", text, { if: "absent" });
          connection.send("you are the host");
        } catch (error) {
          connection.send(`${error.code}: ${await server.storage.get("host")}`);
        }
      }
      """
    And Anna is connected to server 1
    And Ben is connected to server 2

  Scenario: A number grows whichever server counts
    When Anna sends "count"
    Then Anna receives "1"
    When Ben sends "count"
    Then Ben receives "2"

  Scenario: A key is set by one server only
    When Anna sends "Anna"
    Then Anna receives "you are the host"
    When Ben sends "Ben"
    Then Ben receives "conflict: Anna"
