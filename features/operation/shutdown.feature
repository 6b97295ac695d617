Feature: Shutdown
  A server that stops tells its script and its clients, and waits for them up
  to the grace period.

  Rule: Clients and scripts are told about a shutdown

    @rfc6455 @7.4.1
    Scenario: A stop closes clients with 1001
      Given an echo server
      And Alice is connected
      When the server stops
      Then Alice's connection is closed with 1001 "server is shutting down"

    Scenario: A restart closes clients with 1012
      Given an echo server
      And Alice is connected
      When the server restarts
      Then Alice's connection is closed with 1012 "service restart"
      And Bob can connect

    Scenario: Messages from onShutdown arrive before the close
      Given a server with the script:
        """
        export function onShutdown(reason) { server.broadcast(`goodbye: ${reason}`); }
        """
      And Alice is connected
      When the server stops
      Then Alice receives "goodbye: stop"
      And Alice's connection is closed with 1001

  Rule: A script can stop the server

    Scenario: server.stop() stops the server
      Given a server with the script:
        """
        export function onMessage() { server.stop(); }
        """
      And Alice is connected
      When Alice sends "stop"
      Then Alice's connection is closed with 1001
      And the server has stopped
