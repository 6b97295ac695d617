@addresses
Feature: Address rules
  Clients are accepted or rejected by address and network. Behind a proxy the
  client's own address counts, and only trusted proxies may name it.

  Rule: A denied address is rejected, even if it is allowed too

    Background:
      Given the settings:
        """
        { "addresses": { "trustedProxies": ["127.0.0.1"], "allow": ["203.0.113.0/24"], "deny": ["203.0.113.66"] } }
        """
      And an echo server

    Scenario: A denied client behind a trusted proxy is rejected
      When Mallory connects with the headers:
        | X-Forwarded-For | 203.0.113.66 |
      Then Mallory is answered with 403
      And Mallory's answer says "This address may not connect."

    Scenario: An allowed client behind a trusted proxy is accepted
      When Alice connects with the headers:
        | X-Forwarded-For | 203.0.113.7 |
      Then Alice is answered with 101

  Rule: The client's address is the nearest one that a trusted proxy wrote

    Scenario Outline: <what>
      Given the setting addresses.trustedProxies is '["127.0.0.1", "10.0.0.0/8"]'
      And a server with the script:
        """
        export const onConnect = (connection) => console.log(connection.remoteAddress);
        """
      When Alice connects with the headers:
        | X-Forwarded-For | <header> |
      Then the script logs "<address>"

      Examples:
        | what                            | header                      | address      |
        | One proxy                       | 203.0.113.9                 | 203.0.113.9  |
        | Two proxies                     | 203.0.113.9, 10.0.0.7       | 203.0.113.9  |
        | An address that a client made up | 8.8.8.8, 203.0.113.9       | 203.0.113.9  |
        | IPv6 with a port                | [2001:db8::7]:4711          | 2001:db8::7  |
        | Nothing that is an address      | unknown                     | 127.0.0.1    |

    Scenario: A client that is no trusted proxy cannot name another address
      Given a server with the script:
        """
        export const onConnect = (connection) => console.log(connection.remoteAddress);
        """
      When Alice connects with the headers:
        | X-Forwarded-For | 203.0.113.9 |
      Then the script logs "127.0.0.1"

  Rule: A trusted proxy may send the client's address before the request (PROXY protocol)

    Scenario: A PROXY header of version 1 names the client
      Given the setting addresses.trustedProxies is '["127.0.0.1"]'
      And the setting addresses.proxyProtocol is "true"
      And a server with the script:
        """
        export const onConnect = (connection) => console.log(connection.remoteAddress);
        """
      When Alice sends the request:
        """
        PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080
        GET / HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        """
      Then Alice is answered with 101
      And the script logs "203.0.113.9"
