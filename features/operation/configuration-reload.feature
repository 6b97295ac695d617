@reload
Feature: Configuration reload
  server.json can change while the server runs, and connections stay open. A
  file with a mistake changes nothing.

  Background:
    Given a server with the script:
      """
      export function onMessage(connection, text) { connection.send(text); }
      """
    And Alice is connected

  Rule: New settings take effect for new connections

    Scenario: A new limit on connections takes effect for the next client
      When the setting limits.maxConnections becomes "1"
      And Bob connects
      Then Bob is answered with 503
      And Alice's connection is open

    Scenario: A new limit on messages takes effect for the next client
      When the setting limits.maxMessageSize becomes "10"
      And Bob connects
      And Bob sends a text of 11 bytes
      And Alice sends a text of 11 bytes
      Then Bob's connection is closed with 1009
      And Alice receives a text of 11 bytes

    Scenario: A new heartbeat interval takes effect for open connections
      When the setting heartbeat.interval becomes "12s"
      And 13 seconds pass in silence
      Then Alice receives a Ping

    Scenario: A disabled heartbeat takes effect for open connections
      When the setting heartbeat.enabled becomes "false"
      And 60 seconds pass in silence
      Then Alice receives no Ping
      And Alice's connection is open

    Scenario: Another script becomes the next generation
      Given the file "other.js" becomes:
        """
        export function onMessage(connection, text) { connection.send(`other: ${text}`); }
        """
      When the setting endpoints.0.script becomes "other.js"
      And Alice sends "hello"
      Then Alice receives "other: hello"
      And generation 2 runs

    Scenario: A removed path rejects new clients and keeps open connections
      When the setting endpoints.0.path becomes "/new"
      And Bob connects to "/"
      And Carol connects to "/new"
      And Alice sends "hello"
      Then Bob is answered with 404
      And Carol is answered with 101
      And Alice receives "hello"

  Rule: Settings that require a restart are logged

    Scenario: A changed address requires a restart
      When the setting listen.0.backlog becomes "100"
      Then the log says "server.json: these changes take effect after a restart: listen[0].backlog (512 → 100)."
      And Alice's connection is open

    Scenario: An address that is changed back requires no restart
      When the setting listen.0.backlog becomes "100"
      And the setting listen.0.backlog becomes "512"
      Then the log says "server.json: these changes take effect after a restart: listen[0].backlog (512 → 100)."
      And the log says "server.json: no change requires a restart any longer."

  Rule: A file with a mistake changes nothing

    Scenario: A misspelt setting discards the valid ones beside it
      When the file "server.json" becomes:
        """
        { "limits": { "maxConnections": 1, "maxConections": 2 } }
        """
      And Bob connects
      Then Bob is answered with 101
      And the log says "server.json was refused, the previous configuration stays in force: server.json(1): \"maxConections\" is not a setting of limits"
