@heartbeat
Feature: Heartbeat
  A TCP connection can die without telling either end. The server pings a
  connection that has fallen silent (RFC 6455 §5.5.2) and closes one that does
  not answer in time.

  Background:
    Given the setting heartbeat.interval is "30s"
    And the setting heartbeat.timeout is "10s"

  Rule: A connection that has been silent for the interval gets a Ping

    Background:
      Given an echo server

    Scenario: A connection silent for 29 seconds gets no Ping
      Given Alice is connected
      When 29 seconds pass in silence
      Then Alice receives no Ping

    Scenario: A connection silent for 30 seconds gets a Ping
      Given Alice is connected
      When 31 seconds pass in silence
      Then Alice receives a Ping
      And Alice's connection is open

    Scenario: A connection that sends messages gets no Ping
      Given Alice is connected
      And 20 seconds have passed
      And Alice has sent "I am here"
      When 20 seconds pass in silence
      Then Alice receives "I am here"
      And Alice receives no Ping

    Scenario: Without onlyWhenIdle, a busy connection gets a Ping too
      Given the setting heartbeat.onlyWhenIdle is "false"
      And Alice is connected
      And 20 seconds have passed
      And Alice has sent "I am here"
      When 11 seconds pass
      Then Alice receives a Ping

  Rule: An unanswered Ping ends the connection

    Scenario Outline: A Pong after <delay>
      Given an echo server
      And Alice is connected
      And Alice answers a Ping after <delay>
      When 45 seconds pass in silence
      Then the server has <count> connection

      Examples:
        | delay      | count |
        | 9 seconds  | 1     |
        | 11 seconds | 0     |

    Scenario: A client that does not answer is closed with 1011
      Given an echo server
      And Alice is connected
      And Alice does not answer Pings
      When 41 seconds pass in silence
      Then Alice's connection is closed with 1011 "keepalive ping timeout"

    Scenario: A vanished client is dropped, and onDisconnect is called once
      Given a server with the script:
        """
        export function onDisconnect(connection, code, reason) { console.log(`${code} ${reason}`); }
        """
      And Alice is connected
      And Alice's cable was pulled
      When 46 seconds pass in silence
      Then the script logs "1011 keepalive ping timeout"
      And the script logs nothing more
      And the server has 0 connections

    Scenario: Pings continue after the first round
      Given an echo server
      And Alice is connected
      And 100 seconds have passed
      And Alice does not answer Pings
      When 45 seconds pass in silence
      Then Alice's connection is closed with 1011 "keepalive ping timeout"

    Scenario Outline: A timeout of <timeout>, not shorter than the interval, takes effect
      Given the setting heartbeat.timeout is "<timeout>"
      And an echo server
      And Alice is connected
      And Alice does not answer Pings
      And <before> seconds have passed
      And Bob is connected
      When 3 seconds pass in silence
      Then Alice's connection is closed with 1011 "keepalive ping timeout"
      And Bob's connection is open

      Examples:
        | timeout | before |
        | 30s     | 58     |
        | 40s     | 68     |

    Scenario: With a timeout of 0 no connection is closed
      Given the setting heartbeat.timeout is "0"
      And an echo server
      And Alice is connected
      And Alice does not answer Pings
      When 300 seconds pass in silence
      Then Alice's connection is open

  Rule: A connection is closed only for its own silence

    Background:
      Given an echo server
      And Alice is connected

    Scenario: Any data from the client counts as an answer
      Given Alice does not answer Pings
      And 35 seconds have passed
      And Alice has sent "busy, but here"
      When 20 seconds pass in silence
      Then Alice's connection is open

    Scenario: A client that connected between two rounds is not closed early
      Given Alice does not answer Pings
      And 35 seconds have passed
      And Bob is connected
      When 10 seconds pass in silence
      Then Bob receives no Ping
      And Bob's connection is open

    Scenario: A stuck connection does not delay the Pings of others
      Given Alice has stopped reading
      And Bob is connected
      When 31 seconds pass in silence
      Then Bob receives a Ping

    Scenario: A suspended server extends the ping deadlines
      Given Alice does not answer Pings
      And 35 seconds have passed
      When the server stands still for 60 seconds
      And 4 seconds pass in silence
      Then Alice's connection is open

  Rule: A script may skip a Ping

    Scenario: onHeartbeat that returns false skips the Ping
      Given a server with the script:
        """
        export function onHeartbeat(connection) { return false; }
        """
      And Alice is connected
      When 100 seconds pass in silence
      Then Alice receives no Ping
      And Alice's connection is open

    Scenario: onHeartbeat is called when a Ping is due, not before
      Given a server with the script:
        """
        export function onMessage() {}
        export function onHeartbeat(connection) { console.log("asked"); }
        """
      And Alice is connected
      And 20 seconds have passed
      And Alice has sent "I am here"
      When 29 seconds pass in silence
      Then the script logs nothing

  Rule: Invalid intervals are rejected

    Scenario Outline: <setting> <value>
      Given the setting <setting> is "<value>"
      When the server starts
      Then the server does not start, and says:
        """
        server.json(<line>): <sentence>.
        """

      Examples:
        | setting            | value | line | sentence                                           |
        | heartbeat.interval | 0     | 3    | heartbeat.interval must be at least 1 ms (found 0) |
