@heartbeat
Feature: Heartbeat
  A TCP connection can die without telling either end. The server pings a
  connection that has fallen silent (RFC 6455 §5.5.2) and lets go of one that
  does not answer in time, so that the script is never left talking to nobody.

  Background:
    Given the setting heartbeat.interval is "30s"
    And the setting heartbeat.timeout is "10s"

  Rule: A connection that has been silent for the interval gets a Ping

    Scenario: Not before
      Given an echo server
      And Alice is connected
      When 29 seconds pass in silence
      Then Alice receives no Ping

    Scenario: But then
      Given an echo server
      And Alice is connected
      When 31 seconds pass in silence
      Then Alice receives a Ping
      And Alice's connection is open

    Scenario: Whoever talks is not pinged
      Given an echo server
      And Alice is connected
      And 20 seconds have passed
      And Alice has sent "I am here"
      When 20 seconds pass in silence
      Then Alice receives "I am here"
      And Alice receives no Ping

    Scenario: Unless everyone is to be pinged
      Given the setting heartbeat.onlyWhenIdle is "false"
      And an echo server
      And Alice is connected
      And 20 seconds have passed
      And Alice has sent "I am here"
      When 11 seconds pass
      Then Alice receives a Ping

  Rule: An unanswered Ping ends the connection

    Scenario Outline: A Pong counts until the timeout has run out: after <delay>
      Given an echo server
      And Alice is connected
      And Alice answers a Ping after <delay>
      When 45 seconds pass in silence
      Then the server has <count> connection

      Examples:
        | delay      | count |
        | 9 seconds  | 1     |
        | 11 seconds | 0     |

    Scenario: The client is told why
      Given an echo server
      And Alice is connected
      And Alice does not answer Pings
      When 41 seconds pass in silence
      Then Alice's connection is closed with 1011 "keepalive ping timeout"

    Scenario: One that is gone is dropped, and the script is told once
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

    Scenario: The watch goes on after the first round
      Given an echo server
      And Alice is connected
      And 100 seconds have passed
      And Alice does not answer Pings
      When 45 seconds pass in silence
      Then Alice's connection is closed with 1011 "keepalive ping timeout"

    Scenario Outline: A timeout of <timeout>, as long as the interval or longer, holds as well
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

    Scenario: With a timeout of 0 nobody is closed
      Given the setting heartbeat.timeout is "0"
      And an echo server
      And Alice is connected
      And Alice does not answer Pings
      When 300 seconds pass in silence
      Then Alice's connection is open

  Rule: Nobody is closed for what he has not done

    Scenario: Anything that comes counts as an answer
      Given an echo server
      And Alice is connected
      And Alice does not answer Pings
      And 35 seconds have passed
      And Alice has sent "busy, but here"
      When 20 seconds pass in silence
      Then Alice's connection is open

    Scenario: Whoever came between two rounds missed nothing
      Given an echo server
      And Alice is connected
      And Alice does not answer Pings
      And 35 seconds have passed
      And Bob is connected
      When 10 seconds pass in silence
      Then Bob receives no Ping
      And Bob's connection is open

    Scenario: One that hangs does not keep others from their Pings
      Given an echo server
      And Alice is connected
      And Alice has stopped reading
      And Bob is connected
      When 31 seconds pass in silence
      Then Bob receives a Ping

    Scenario: A server that stood still gives everyone as much longer
      Given an echo server
      And Alice is connected
      And Alice does not answer Pings
      And 35 seconds have passed
      When the server stands still for 60 seconds
      And 4 seconds pass in silence
      Then Alice's connection is open

  Rule: A script may leave a Ping out

    Scenario: onHeartbeat returns false
      Given a server with the script:
        """
        export function onHeartbeat(connection) { return false; }
        """
      And Alice is connected
      When 100 seconds pass in silence
      Then Alice receives no Ping
      And Alice's connection is open

    Scenario: It is asked when a Ping is due, and not before
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

  Rule: Intervals that make no sense are refused

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
