@restart
Feature: Restart
  A restart ends everything and begins anew on the same port: scripts are read
  again, and clients are asked to come back (1012).

  Rule: A script may ask for it

    Scenario: server.restart()
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

  Rule: The port stays

    Scenario: Clients come back to where they were
      Given an echo server
      And Alice is connected
      And the server has restarted
      When Bob connects
      Then Bob's connection is open
      And Alice's connection is closed with 1012

  Rule: The watchdog and a restart do not meet

    Scenario: A restart while the listener is dead
      Given an echo server
      And all listeners have died
      And the server has restarted
      When Alice connects
      And 60 seconds pass
      Then Alice's connection is open
      And the log says "its socket was closed"
