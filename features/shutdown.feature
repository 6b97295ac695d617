Feature: Shutdown
  A server that stops says so to its script and its clients, and waits for them,
  but not for ever.

  Rule: Everyone is told

    @rfc6455 @7.4.1
    Scenario: Clients are closed with 1001
      Given an echo server
      And Alice is connected
      When the server stops
      Then Alice's connection is closed with 1001 "server is shutting down"

    Scenario: On a restart with 1012
      Given an echo server
      And Alice is connected
      When the server restarts
      Then Alice's connection is closed with 1012 "service restart"
      And Bob can connect

    Scenario: The script says goodbye before its clients are closed
      Given a server with the script:
        """
        export function onShutdown(reason) { server.broadcast(`goodbye: ${reason}`); }
        """
      And Alice is connected
      When the server stops
      Then Alice receives "goodbye: stop"
      And Alice's connection is closed with 1001

  Rule: A script can end its server

    Scenario: server.stop()
      Given a server with the script:
        """
        export function onMessage() { server.stop(); }
        """
      And Alice is connected
      When Alice sends "stop"
      Then Alice's connection is closed with 1001
      And the server has stopped
