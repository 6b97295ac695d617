@drain
Feature: Drain
  A server that stops drains its connections: it rejects new clients, closes
  the others with 1001, and loses nothing that was sent before.

  Rule: New clients get an answer while the server stops

    Scenario: A new client gets 503 while others are still connected
      Given an echo server
      And Alice is connected
      And Alice does not answer Close frames
      And the server has begun to stop
      When Bob connects
      Then Bob is answered with 503
      And Bob's answer has the header "Retry-After: 5"

  Rule: Connections are closed in batches

    Background:
      Given the setting shutdown.batchSize is "1"
      And the setting shutdown.batchInterval is "2s"
      And an echo server
      And Alice is connected
      And Bob is connected

    Scenario: With a batch size of 1, connections are closed two seconds apart
      When the server begins to stop
      And 1 second passes
      Then the server has 1 connection

    Scenario: The server stops once all connections are closed
      When the server begins to stop
      And 2 seconds pass
      Then Alice's connection is closed with 1001 "server is shutting down"
      And Bob's connection is closed with 1001 "server is shutting down"
      And the server has stopped

  Rule: Shutdown is bounded in time

    Scenario: A client that does not answer is dropped after the close timeout
      Given the setting limits.closeTimeout is "5s"
      And an echo server
      And Alice is connected
      And Alice does not answer Close frames
      When the server begins to stop
      And 6 seconds pass
      Then the server has stopped

    Scenario: Connections left at the end of the grace period are dropped
      Given the setting limits.closeTimeout is "60s"
      And the setting shutdown.grace is "3s"
      And an echo server
      And Alice is connected
      And Alice does not answer Close frames
      When the server begins to stop
      And 4 seconds pass
      Then the server has stopped
      And the log says "Shutdown grace period elapsed; dropped 1 connection(s)."

    Scenario: A script whose onShutdown never ends does not block the shutdown
      Given the setting shutdown.grace is "3s"
      And a server with the script:
        """
        export function onShutdown() { return new Promise(() => {}); }
        """
      When the server begins to stop
      And 4 seconds pass
      Then the server has stopped
      And the log says "Shutdown grace period elapsed"
