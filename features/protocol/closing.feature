@rfc6455
Feature: Closing handshake
  Either end may say that it is done, with a code and a reason. The other one
  answers, and the TCP connection ends (RFC 6455 §7). The script hears of it
  exactly once.

  Rule: A Close frame is answered, and the connection ends

    @5.5.1 @must
    Scenario Outline: A close with <code>
      Given an echo server
      And Alice is connected
      When Alice closes with <code> "bye"
      Then Alice's connection is closed with <code> "bye"

      Examples:
        | code |
        | 1000 |
        | 1001 |
        | 3000 |
        | 4999 |

    @7.1.5 @must
    Scenario: A Close frame without a code is answered
      Given an echo server
      And Alice is connected
      When Alice sends the frames:
        | opcode | payload |
        | close  |         |
      Then Alice's connection is closed with 1005

    Scenario: Messages that were sent before the close arrive before it
      Given a server with the script:
        """
        export function onMessage(connection, text) { connection.send(text); connection.close(4001, "enough"); }
        """
      And Alice is connected
      When Alice sends "last words"
      Then Alice receives "last words"
      And Alice's connection is closed with 4001 "enough"

  Rule: Codes that must not be sent are rejected

    Background:
      Given an echo server
      And Alice is connected

    @7.4.1 @must
    Scenario Outline: A close with <code>
      When Alice closes with <code> "?"
      Then Alice's connection is closed with 1002 "RFC 6455 §7.4: the status code may not be sent"

      Examples:
        | code |
        | 999  |
        | 1004 |
        | 1005 |
        | 1006 |
        | 1015 |
        | 2999 |
        | 5000 |

    @5.5.1 @must
    Scenario: A Close frame with half a code is rejected
      When Alice sends the frames:
        | opcode | payload |
        | close  | 03      |
      Then Alice's connection is closed with 1002 "RFC 6455 §5.5.1: a Close frame has one byte, a status code has two"

    @5.5.1 @must
    Scenario: A close reason that is not UTF-8 is rejected
      When Alice sends the frames:
        | opcode | payload     |
        | close  | 03 e8 ff ff |
      Then Alice's connection is closed with 1007

  Rule: onDisconnect is called exactly once per connection

    Scenario Outline: <how>
      Given a server with the script:
        """
        export function onMessage(connection, text) { connection.close(4000, text); }
        export function onDisconnect(connection, code, reason) { console.log(`gone with ${code}, ${reason || "no reason"}`); }
        """
      And Alice is connected
      When <event>
      Then the script logs "<line>"
      And the script logs nothing more

      Examples:
        | how                              | event                           | line            |
        | The client closes                | Alice closes with 1000 "bye"    | gone with 1000, bye |
        | The client goes without a word   | Alice hangs up                  | gone with 1006, no reason |
        | The script closes                | Alice sends "done"              | gone with 4000, done |
        | The client breaks the protocol   | Alice sends the raw bytes "ff 80" | gone with 1002, RFC 6455 §5.2: reserved bits are set without an extension |

  Rule: The closing handshake has a timeout

    @7.1.1 @should
    Scenario: A client that does not answer a Close frame is dropped
      Given the setting limits.closeTimeout is "5s"
      And a server with the script:
        """
        export function onMessage(connection) { connection.close(); }
        """
      And Alice is connected
      And Alice does not answer Close frames
      And Alice has sent "close, please"
      When 5 seconds pass
      Then the server has 0 connections
