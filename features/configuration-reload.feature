@reload
Feature: Configuration reload
  What server.json says can change while the server runs, and nobody loses a
  connection over it. A file with a mistake changes nothing.

  Background:
    Given a server with the script:
      """
      export function onMessage(connection, text) { connection.send(text); }
      """
    And Alice is connected

  Rule: New settings hold for whoever comes next

    Scenario: A limit on connections
      When the setting limits.maxConnections becomes "1"
      And Bob connects
      Then Bob is answered with 503
      And Alice's connection is open

    Scenario: A limit on messages
      When the setting limits.maxMessageSize becomes "10"
      And Bob connects
      And Bob sends a text of 11 bytes
      And Alice sends a text of 11 bytes
      Then Bob's connection is closed with 1009
      And Alice receives a text of 11 bytes

    Scenario: Another heartbeat, also for those who are here
      When the setting heartbeat.interval becomes "12s"
      And 13 seconds pass in silence
      Then Alice receives a Ping

    Scenario: No heartbeat any more
      When the setting heartbeat.enabled becomes "false"
      And 60 seconds pass in silence
      Then Alice receives no Ping
      And Alice's connection is open

    Scenario: Another script is the next generation
      Given the file "other.js" becomes:
        """
        export function onMessage(connection, text) { connection.send(`other: ${text}`); }
        """
      When the setting endpoints.0.script becomes "other.js"
      And Alice sends "hello"
      Then Alice receives "other: hello"
      And generation 2 runs

    Scenario: A path that is gone takes nobody in, and keeps who is there
      When the setting endpoints.0.path becomes "/new"
      And Bob connects to "/"
      And Carol connects to "/new"
      And Alice sends "hello"
      Then Bob is answered with 404
      And Carol is answered with 101
      And Alice receives "hello"

  Rule: What needs a restart is named

    Scenario: An address
      When the setting listen.0.backlog becomes "100"
      Then the log says "server.json: these changes take effect after a restart: listen[0].backlog (512 → 100)."
      And Alice's connection is open

    Scenario: An address that is changed back
      When the setting listen.0.backlog becomes "100"
      And the setting listen.0.backlog becomes "512"
      Then the log says "server.json: these changes take effect after a restart: listen[0].backlog (512 → 100)."
      And the log says "server.json: no change requires a restart any longer."

  Rule: A file that is wrong changes nothing

    Scenario: A misspelt setting beside a right one
      When the file "server.json" becomes:
        """
        { "limits": { "maxConnections": 1, "maxConections": 2 } }
        """
      And Bob connects
      Then Bob is answered with 101
      And the log says "server.json was refused, the previous configuration stays in force: server.json(1): \"maxConections\" is not a setting of limits"
