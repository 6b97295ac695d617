@rfc6455 @1.9
Feature: Subprotocols
  A client may offer subprotocols, and the server chooses one that both know
  (RFC 6455 §1.9). The script hears which one it was.

  Rule: The server chooses the client's first offer that it supports

    Background:
      Given an echo server

    @4.2.2 @must
    Scenario Outline: Of "<offered>" the server chooses <chosen>
      Given the setting endpoints.0.subprotocols is '["chat.v2", "chat.v1"]'
      When Alice connects with:
        | subprotocols | <offered> |
      Then Alice is answered with 101
      And Alice's answer has the header "Sec-WebSocket-Protocol: <chosen>"

      Examples:
        | offered          | chosen  |
        | chat.v1          | chat.v1 |
        | chat.v1, chat.v2 | chat.v1 |
        | other, chat.v2   | chat.v2 |

    @4.2.2 @must
    Scenario: No subprotocol is chosen if none is supported
      Given the setting endpoints.0.subprotocols is '["chat.v2"]'
      When Alice connects with:
        | subprotocols | other |
      Then Alice is answered with 101
      And Alice's answer does not have the header "Sec-WebSocket-Protocol"

  Rule: The script sees the choice

    Scenario: connection.subprotocol is the chosen one
      Given the script:
        """
        export function onConnect(connection) { connection.send(`we speak ${connection.subprotocol}`); }
        """
      And the setting endpoints.0.subprotocols is '["chat.v2"]'
      When Alice connects with:
        | subprotocols | chat.v2 |
      Then Alice receives "we speak chat.v2"
