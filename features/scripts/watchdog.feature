@watchdog
Feature: Watchdog
  A listening socket can fail while the process lives. The watchdog listens
  again on the same port, while open connections stay.

  Background:
    Given the setting watchdog.interval is "10s"

  Rule: A server that lost its listener listens again

    Background:
      Given an echo server

    Scenario: The server listens again after the interval
      When all listeners die
      And 10 seconds pass
      Then Alice can connect

    Scenario: The server does not listen before the interval has passed
      When all listeners die
      And 9 seconds pass
      Then no client can connect

    Scenario: Open connections stay when the listener dies
      Given Alice is connected
      And all listeners have died
      And 10 seconds have passed
      When Alice sends "still here?"
      Then Alice receives "still here?"

  Rule: Scripts take part

    Scenario: onShutdown("fault") and onStart frame the fault
      Given a server with the script:
        """
        export function onStart() { console.log("start"); }
        export function onShutdown(reason) { console.log(`shutdown ${reason}`); }
        """
      When all listeners die
      And 10 seconds pass
      Then the script logs "start"
      And the script logs "shutdown fault"
      And the script logs "start"

    Scenario: onWatchdog that returns false skips the attempt
      Given a server with the script:
        """
        export function onWatchdog({ attempt, cause }) { return false; }
        """
      When all listeners die
      And 60 seconds pass
      Then no client can connect
      And the log says "A script refused an attempt"

  Rule: The number of attempts is limited by watchdog.attempts

    Background:
      Given an echo server

    Scenario: Without a limit the server tries until the port is free
      Given all listeners have died
      And another program has taken the port
      And 60 seconds have passed
      When another program leaves the port
      And 10 seconds pass
      Then Alice can connect
      And the log says "to listen again failed: port"
      And the log says "Listened again after 7 attempts."

    Scenario: The server stops after the last attempt
      Given the setting watchdog.attempts is "2"
      And all listeners have died
      And another program has taken the port
      When 20 seconds pass
      Then the server has stopped with "nothing listens any more"
      And the log says "to listen again failed: port"
      And the log says "Gave up listening after 2 attempts"

    Scenario: A success resets the number of attempts
      Given the setting watchdog.attempts is "2"
      And all listeners have died
      And another program has taken the port
      And 10 seconds have passed
      And another program has left the port
      And 10 seconds have passed
      And all listeners have died
      And another program has taken the port
      And 10 seconds have passed
      When another program leaves the port
      And 10 seconds pass
      Then Alice can connect
      And the log says "Attempt 1 to listen again failed: port"

  Rule: A requested stop is final

    Background:
      Given an echo server

    Scenario: The watchdog ignores a requested stop
      Given the server has stopped
      When 3600 seconds pass
      Then no client can connect

    Scenario: A stop cancels the next attempt
      Given all listeners have died
      And the server has stopped
      When 3600 seconds pass
      Then no client can connect

    Scenario: Without the watchdog, a server that lost its listener stops
      Given the setting watchdog.enabled is "false"
      When all listeners die
      Then the server has stopped with "nothing listens any more"
      And the log says "Gave up listening after 0 attempts"
