@watchdog
Feature: Watchdog
  A listener can end though nobody stopped the server. The watchdog brings it
  back on the same port, while whoever is connected stays.

  Background:
    Given the setting watchdog.interval is "10s"

  Rule: A server that does not listen any more tries to again

    Scenario: After the interval
      Given an echo server
      When all listeners die
      And 10 seconds pass
      Then the log says "its socket was closed"
      And Alice can connect

    Scenario: Not before
      Given an echo server
      When all listeners die
      And 9 seconds pass
      Then the log says "its socket was closed"
      And nobody can connect

    Scenario: Whoever is connected stays
      Given an echo server
      And Alice is connected
      And all listeners have died
      And 10 seconds have passed
      When Alice sends "still here?"
      Then Alice receives "still here?"
      And the log says "its socket was closed"

    Scenario: The script is told
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
      And the log says "its socket was closed"

    Scenario: It may refuse an attempt
      Given a server with the script:
        """
        export function onWatchdog({ attempt, cause }) { return false; }
        """
      When all listeners die
      And 60 seconds pass
      Then nobody can connect
      And the log says "its socket was closed"
      And the log says "A script refused an attempt"

  Rule: It tries as often as it may

    Scenario: As often as it takes
      Given an echo server
      And all listeners have died
      And another program has taken the port
      And 60 seconds have passed
      When another program leaves the port
      And 10 seconds pass
      Then Alice can connect
      And the log says "its socket was closed"
      And the log says "to listen again failed: port"
      And the log says "Listened again after 7 attempts."

    Scenario: Not more often than it may
      Given the setting watchdog.attempts is "2"
      And an echo server
      And all listeners have died
      And another program has taken the port
      When 20 seconds pass
      Then the server has stopped with "nothing listens any more"
      And the log says "its socket was closed"
      And the log says "to listen again failed: port"
      And the log says "Gave up listening after 2 attempts"

    Scenario: After a success it counts from zero
      Given the setting watchdog.attempts is "2"
      And an echo server
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
      And the log says "its socket was closed"
      And the log says "Attempt 1 to listen again failed: port"

  Rule: Who was stopped stays stopped

    Scenario: A stop is no fault
      Given an echo server
      And the server has stopped
      When 3600 seconds pass
      Then nobody can connect

    Scenario: A stop ends what is due
      Given an echo server
      And all listeners have died
      And the server has stopped
      When 3600 seconds pass
      Then nobody can connect
      And the log says "its socket was closed"

    Scenario: Without the watchdog a deaf server stops
      Given the setting watchdog.enabled is "false"
      And an echo server
      When all listeners die
      Then the server has stopped with "nothing listens any more"
      And the log says "its socket was closed"
      And the log says "Gave up listening after 0 attempts"
