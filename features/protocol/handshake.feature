@rfc6455
Feature: Opening handshake
  A WebSocket begins as an HTTP request that asks for an upgrade. The server
  accepts what RFC 6455 §4.2.1 describes and answers everything else as HTTP
  does, so that a person with curl sees what is wrong.

  Background:
    Given an echo server

  Rule: A request for a WebSocket is accepted with 101

    @4.2.2 @must
    Scenario: A client connects
      When Alice connects
      Then Alice is answered with 101
      And Alice's answer has the header "Upgrade: websocket"
      And Alice's answer has the header "Connection: Upgrade"

    @4.2.2 @must
    Scenario: The answer contains the accept value of the key
      When Alice sends the request:
        """
        GET / HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        """
      Then Alice is answered with 101
      And Alice's answer has the header "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

    @4.2.1 @must
    Scenario: Header names are case-insensitive, and lists may have further entries
      When Alice connects with the headers:
        | Upgrade    | WebSocket           |
        | Connection | keep-alive, upgrade |
      Then Alice is answered with 101

    @4.2.1 @should
    Scenario: Unknown header fields are ignored
      When Alice connects with the headers:
        | X-Anything   | at all |
        | Content-Type | a/b    |
      Then Alice is answered with 101

  Rule: A malformed request is rejected with the reason

    @4.2.1 @must
    Scenario Outline: <what> is refused with 400
      When Alice connects with the headers:
        | <header> | <value> |
      Then Alice is answered with 400
      And Alice's answer says "<reason>"

      Examples:
        | what                    | header                | value      | reason |
        | A key that is too short | Sec-WebSocket-Key     | c2hvcnQ=   | The header field sec-websocket-key is not 16 bytes in Base64 (RFC 6455 §4.2.1). |
        | A missing key           | Sec-WebSocket-Key     |            | The header field sec-websocket-key is not 16 bytes in Base64 (RFC 6455 §4.2.1). |
        | A missing host          | Host                  |            | The header field host is missing (RFC 9112 §3.2). |
        | A missing version       | Sec-WebSocket-Version |            | The header field sec-websocket-version is missing (RFC 6455 §4.2.1). |
        | No wish to upgrade      | Connection            | keep-alive | The header field connection does not list upgrade (RFC 6455 §4.2.1). |

    @4.2.1 @must
    Scenario: A request without an upgrade gets 426
      When Alice connects with the headers:
        | Upgrade | h2c |
      Then Alice is answered with 426
      And Alice's answer has the header "Upgrade: websocket"

    @4.2.1 @must
    Scenario Outline: <request> is refused with <status>
      When Alice sends the request:
        """
        <request>
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        """
      Then Alice is answered with <status>

      Examples:
        | request          | status |
        | POST / HTTP/1.1  | 405    |
        | GET / HTTP/1.0   | 400    |
        | GET /#a HTTP/1.1 | 400    |
        | nonsense         | 400    |

    @4.4 @must
    Scenario: A request for another version gets the supported one
      When Alice connects with the headers:
        | Sec-WebSocket-Version | 8 |
      Then Alice is answered with 426
      And Alice's answer has the header "Sec-WebSocket-Version: 13"

    @4.2.2 @must
    Scenario: A path without an endpoint is refused with 404
      When Alice connects to "/nowhere"
      Then Alice is answered with 404
      And Alice's answer says "There is no WebSocket endpoint at this path."

  Rule: A handshake is bounded

    @10.4 @should
    Scenario: A request head that is too large is rejected
      When Alice connects with the headers:
        | X-Large | [20000 bytes] |
      Then Alice is answered with 431
