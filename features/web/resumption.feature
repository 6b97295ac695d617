Feature: Resuming a lost connection
  A network breaks and a server restarts. The client comes back with the token
  of its lost connection and continues where it was: same data, same topics.

  Background:
    Given the setting sessions.keep is "2m"
    And the setting heartbeat.enabled is "false"
    And a server with the script:
      """
      export function onConnect(connection, { resumed }) {
        if (!resumed) {
          connection.data = { cart: [] };
          connection.subscribe("news");
        }
        server.store.set("token", connection.resumeToken);
        connection.send(resumed ? `welcome back: ${connection.data.cart}` : "welcome");
      }
      export function onMessage(connection, text) {
        if (text === "news") server.publish("news", "news");
        else connection.data.cart.push(text);
      }
      export function onRequest() { return JSON.stringify({ token: server.store.get("token") }); }
      """
    And Alice is connected
    And Alice has sent "bread"
    And 2 seconds have passed
    And Tom has asked for "/"
    And Tom has hung up

  Rule: The token of a lost connection resumes it

    Scenario: Data and subscriptions are there again
      Given Alice's cable was pulled
      When Bob connects with the headers:
        | ScriptWs-Resume | [Tom's token] |
      Then Bob receives "welcome back: bread"
      When Bob sends "news"
      Then Bob receives "news"

    Scenario: A loss that the server has noticed is no other
      Given Alice has hung up
      When Bob connects with the headers:
        | ScriptWs-Resume | [Tom's token] |
      Then Bob receives "welcome back: bread"
      When Bob sends "news"
      Then Bob receives "news"

    Scenario: A connection survives a restart of the server
      When the server restarts
      And Bob connects with the headers:
        | ScriptWs-Resume | [Tom's token] |
      Then Bob receives "welcome back: bread"

    Scenario: The connection that was replaced is closed
      When Bob connects with the headers:
        | ScriptWs-Resume | [Tom's token] |
      Then Bob receives "welcome back: bread"
      And Alice receives "welcome"
      And Alice's connection is closed with 1000 "resumed elsewhere"

  Rule: Any other token gives a new connection

    Scenario: A token works once
      When Bob connects with the headers:
        | ScriptWs-Resume | [Tom's token] |
      And Carla connects with the headers:
        | ScriptWs-Resume | [Tom's token] |
      Then Carla receives "welcome"

    Scenario: A token expires
      Given Alice has hung up
      When 4 minutes pass
      And Bob connects with the headers:
        | ScriptWs-Resume | [Tom's token] |
      Then Bob receives "welcome"

    Scenario: An invented token does not keep a client out
      When Bob connects with the headers:
        | ScriptWs-Resume | 1234 |
      Then Bob receives "welcome"

    Scenario: A connection that was closed on purpose is not resumed
      When Alice closes with 1000 "done"
      And Bob connects with the headers:
        | ScriptWs-Resume | [Tom's token] |
      Then Bob receives "welcome"
