Feature: Limits
  Nothing that a client can send grows without a bound. Each limit is a setting,
  and a client that exceeds it gets the reason.

  Rule: A message has a maximum size

    Background:
      Given an echo server

    Scenario: A message of the maximum size is accepted
      Given the setting limits.maxMessageSize is "1KiB"
      And Alice is connected
      When Alice sends a text of 1024 bytes
      Then Alice receives a text of 1024 bytes

    @rfc6455 @7.4.1
    Scenario: A message over the maximum size closes with 1009
      Given the setting limits.maxMessageSize is "1KiB"
      And Alice is connected
      When Alice sends a text of 1025 bytes
      Then Alice's connection is closed with 1009 "message exceeds 1 KiB"

    Scenario: The fragments of a message count together
      Given the setting limits.maxMessageSize is "4"
      And Alice is connected
      When Alice sends the frames:
        | opcode       | fin | payload |
        | text         | 0   | "abc"   |
        | continuation | 0   | "def"   |
      Then Alice's connection is closed with 1009 "message exceeds 4 bytes"

  Rule: The number of connections is limited

    Background:
      Given an echo server

    Scenario: One connection too many is refused with 503
      Given the setting limits.maxConnections is "1"
      And Alice is connected
      When Bob connects
      Then Bob is answered with 503
      And Bob's answer says "The server is full; try again later."
      And Alice's connection is open

    Scenario: One connection too many from an address is refused with 429
      Given the setting limits.maxConnectionsPerAddress is "1"
      And Alice is connected
      When Bob connects
      Then Bob is answered with 429
      And Bob's answer has the header "Retry-After"

    Scenario: A closed connection makes room for another client
      Given the setting limits.maxConnections is "1"
      And Alice is connected
      And Alice has hung up
      When Bob connects
      Then Bob is answered with 101

  Rule: The message rate of a client is limited

    Background:
      Given an echo server

    Scenario: A client that sends too fast is closed with 1008
      Given the setting limits.messageRate is '{"count": 3, "per": "1s"}'
      And Alice is connected
      When Alice sends "hurry" 4 times
      Then Alice receives "hurry" 3 times
      And Alice's connection is closed with 1008 "too many messages"

    Scenario: A client that keeps the rate stays connected
      Given the setting limits.messageRate is '{"count": 1, "per": "1s"}'
      And Alice is connected
      And Alice has sent "one"
      And 1 second has passed
      When Alice sends "two"
      Then Alice receives "one"
      And Alice receives "two"

  Rule: The opening handshake has a time limit

    Scenario: A client that does not finish its request gets 408
      Given the setting limits.handshakeTimeout is "10s"
      And an echo server
      When Alice connects with:
        | request | half of one |
      And 10 seconds pass
      Then Alice is answered with 408

  Rule: The buffer of a slow client is limited

    Scenario: A client that reads too slowly is closed with 1013
      Given the settings:
        """
        { "limits": { "maxBufferedAmount": "64KiB", "maxMessageSize": "1KiB" } }
        """
      And a server with the script:
        """
        export function onMessage(connection) {
          let result;
          do result = connection.send("x".repeat(60000)); while (result !== 0);
          console.log(connection.state);
        }
        """
      And Alice is connected
      And Alice has stopped reading
      When Alice sends "everything"
      Then the script logs "closing"
