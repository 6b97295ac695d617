@cluster
Feature: Presence
  A script says which connections are present in a topic, and asks who is there.
  Changes come together, so that many clients at once are one event.

  Background:
    Given the setting topics.0.match is "room:*"
    And the setting topics.0.presence is "true"
    And a server with the script:
      """
      export async function onMessage(connection, text) {
        if (text === "who?") {
          const members = await server.presence("room:1");
          connection.send(members.map((member) => member.info.name).sort().join(" ") || "no members");
        }
        else connection.present("room:1", { name: text });
      }
      export function onPresence(topic, { joined, left }) {
        server.broadcast(`${topic}: ${joined.length} joined, ${left.length} left`);
      }
      """
    And Anna is connected
    And Ben is connected

  Rule: A topic lists the connections that are present

    Scenario: A connection is listed from the moment at which it is present
      Given Anna has sent "anna"
      When Ben sends "who?"
      Then Ben receives "anna"

    Scenario: A connection that has closed is not listed
      Given Anna has sent "anna"
      And Anna has hung up
      When Ben sends "who?"
      Then Ben receives "no members"

  Rule: Changes are told together

    Scenario: Two clients that come within 250 ms are one event
      Given Anna has sent "anna"
      And Ben has sent "ben"
      When 250 milliseconds pass
      Then Anna receives "room:1: 2 joined, 0 left"

    Scenario: A client that comes and goes within 250 ms is no event
      Given Anna has sent "anna"
      And Anna has hung up
      When 1 second passes
      Then Ben receives nothing
