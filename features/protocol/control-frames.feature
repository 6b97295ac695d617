@rfc6455 @5.5
Feature: Ping and Pong
  A Ping asks whether the other end is there, a Pong says yes with the same
  words (RFC 6455 §5.5.2, §5.5.3). They need no script.

  Rule: A Ping is answered with its own payload

    Background:
      Given an echo server
      And Alice is connected

    @5.5.2 @must
    Scenario Outline: A Ping with <payload> is answered with the same payload
      When Alice sends a Ping "<payload>"
      Then Alice receives a Pong "<payload>"

      Examples:
        | payload |
        | hello   |
        |         |

    @5.5.3 @may
    Scenario: An unsolicited Pong is ignored
      When Alice sends a Pong "unasked"
      Then Alice receives nothing
      And Alice's connection is open

  Rule: A script can ping

    Scenario: A Pong updates the latency that the script sees
      Given a server with the script:
        """
        export function onMessage(connection, text) {
          if (text === "ping") connection.ping();
          else connection.send(`${connection.latency} ms`);
        }
        """
      And Alice is connected
      And Alice has sent "ping"
      When Alice sends "how long?"
      Then Alice receives a Ping
      And Alice receives "0 ms"

  Rule: A control frame is unfragmented and short

    Background:
      Given an echo server
      And Alice is connected

    @must
    Scenario: A fragmented Ping closes with 1002
      When Alice sends the frames:
        | opcode | fin | payload |
        | ping   | 0   | "a"     |
      Then Alice's connection is closed with 1002 "RFC 6455 §5.5: a control frame is fragmented"

    @must
    Scenario: A Ping of 126 bytes closes with 1002
      When Alice sends the raw bytes "89 fe 00 7e"
      Then Alice's connection is closed with 1002 "RFC 6455 §5.5: a control frame has more than 125 bytes"
