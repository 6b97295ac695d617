@rfc7692
Feature: Compression
  permessage-deflate (RFC 7692) makes messages smaller on the wire. It is off
  unless server.json turns it on, and used only with clients that offer it.

  Background:
    Given the settings:
      """
      { "compression": { "enabled": true, "minimumSize": 10 } }
      """
    And an echo server

  Rule: Compression is negotiated in the opening handshake

    @5.1 @must
    Scenario: A client that offers compression gets it
      When Alice connects with:
        | extension | permessage-deflate |
      Then Alice is answered with 101
      And Alice's answer has the header "Sec-WebSocket-Extensions: permessage-deflate"

    @5.1 @must
    Scenario: A client that does not offer compression never gets it
      When Alice connects
      Then Alice's answer does not have the header "Sec-WebSocket-Extensions"

    @7.1.1 @must
    Scenario: A client may ask the server to forget its context
      When Alice connects with:
        | extension | permessage-deflate; server_no_context_takeover |
      Then Alice's answer has the header "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover"

    @7.1.2.2 @may
    Scenario: A client that names its own window gets the same window back
      When Alice connects with:
        | extension | permessage-deflate; client_max_window_bits=10 |
      Then Alice's answer has the header "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=10"

    @7.1 @must
    Scenario: An invalid offer of compression is declined
      When Alice connects with:
        | extension | permessage-deflate; server_max_window_bits=99 |
      Then Alice is answered with 101
      And Alice's answer does not have the header "Sec-WebSocket-Extensions"

  Rule: Messages are compressed if they are long enough

    Background:
      Given Alice is connected with:
        | extension | permessage-deflate |

    @7.2.1 @must
    Scenario: A long message is compressed
      When Alice sends "a message that is long enough" compressed
      Then Alice receives "a message that is long enough" compressed

    @6.1 @may
    Scenario: A short message is not compressed
      When Alice sends "short" compressed
      Then Alice receives "short"

  Rule: Data that cannot be inflated ends the connection

    Background:
      Given Alice is connected with:
        | extension | permessage-deflate |

    @7.2.2
    Scenario: Damaged compressed data closes with 1007
      When Alice sends the frames:
        | opcode | rsv | payload     |
        | text   | 100 | ff ff ff ff |
      Then Alice's connection is closed with 1007 "compressed data is damaged"

    @6.1 @must
    Scenario: A compressed control frame closes with 1002
      When Alice sends the frames:
        | opcode | rsv | payload |
        | ping   | 100 | "a"     |
      Then Alice's connection is closed with 1002 "RFC 7692 §6.1: a control frame is marked as compressed"
