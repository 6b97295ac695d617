@restart
Feature: Restart
  A restart ends all connections and starts again on the same port: scripts are
  reloaded, and clients are asked to reconnect (1012).

  Rule: A script may restart the server

    Scenario: server.restart() restarts the server
      Given a server with the script:
        """
        export function onStart() { console.log("start"); }
        export function onShutdown(reason) { console.log(`shutdown ${reason}`); }
        export function onMessage(connection, text) { server.restart(); }
        """
      And Alice is connected
      When Alice sends "again"
      Then Alice's connection is closed with 1012 "service restart"
      And the script logs "start"
      And the script logs "shutdown restart"
      And the script logs "start"

  Rule: A restart keeps the port

    Scenario: Clients can reconnect to the same address
      Given an echo server
      And Alice is connected
      And the server has restarted
      When Bob connects
      Then Bob's connection is open
      And Alice's connection is closed with 1012

  Rule: A restart and the watchdog do not interfere

    Scenario: A restart while the listener is dead listens again
      Given an echo server
      And all listeners have died
      And the server has restarted
      When Alice connects
      And 60 seconds pass
      Then Alice's connection is open
