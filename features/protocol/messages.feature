@rfc6455
Feature: Messages
  Text and binary messages arrive whole, in their order, and as they were sent,
  whatever their length (RFC 6455 §5.6).

  Rule: A message arrives as it was sent

    Background:
      Given an echo server
      And Alice is connected

    @5.6 @must
    Scenario Outline: The text "<text>" is echoed
      When Alice sends "<text>"
      Then Alice receives "<text>"

      Examples:
        | text           |
        | hello          |
        | Grüße 🌍 漢字  |
        |                |

    @5.6 @must
    Scenario: Bytes are echoed
      When Alice sends the bytes "00 01 7f 80 ff"
      Then Alice receives the bytes "00 01 7f 80 ff"

    @5.2 @must
    Scenario Outline: A text of <length> bytes is echoed
      When Alice sends a text of <length> bytes
      Then Alice receives a text of <length> bytes

      Examples: The lengths at which the header changes its form
        | length |
        | 125    |
        | 126    |
        | 65535  |
        | 65536  |
        | 300000 |

  Rule: Messages keep their order

    Scenario: Three messages in a row arrive in order
      Given an echo server
      And Alice is connected
      When Alice sends "tick" 3 times
      Then Alice receives "tick" 3 times
      And Alice receives nothing more

    Scenario: Asynchronous handlers answer when they are ready
      Given a server with the script:
        """
        export async function onMessage(connection, text) {
          if (text === "slow") await new Promise((done) => setTimeout(done, 1000));
          connection.send(text);
        }
        """
      And Alice is connected
      And Alice has sent "slow"
      And Alice has sent "fast"
      When 1 second passes
      Then Alice receives "fast"
      And Alice receives "slow"

  Rule: Text is UTF-8

    @8.1 @must
    Scenario Outline: Bytes that are no UTF-8 end the connection: <bytes>
      Given an echo server
      And Alice is connected
      When Alice sends the frames:
        | opcode | payload |
        | text   | <bytes> |
      Then Alice's connection is closed with 1007 "text is not UTF-8"

      Examples:
        | bytes       | # what                     |
        | c0 af       | overlong                   |
        | ed a0 80    | half of a surrogate pair   |
        | f4 90 80 80 | above the last code point  |
        | ce ba e1    | cut off                    |

  Rule: A script without onBinary gets no binary messages

    Scenario: Binary messages without onBinary close with 1003
      Given a server with the script:
        """
        export function onMessage(connection, text) { connection.send(text); }
        """
      And Alice is connected
      When Alice sends the bytes "01"
      Then Alice's connection is closed with 1003 "binary messages are not accepted"
