@supervision @slow
Feature: Supervision
  No in-process watchdog survives a crash of the process. A small supervising
  process holds the addresses and replaces a process that dies, while new
  clients wait instead of being refused.

  Background:
    Given the file "echo.js":
      """
      export function onMessage(connection, text) {
        if (text === "stop") server.stop();
        else connection.send(text);
      }
      """

  Rule: A process that dies is replaced

    Background:
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running

    Scenario: Clients that connect in between wait for the new process
      Given the process that serves was killed
      When Alice connects
      Then Alice's connection is open

    Scenario: Clients of a process that died lose their connections
      Given Alice is connected
      When the process that serves is killed
      Then Alice's connection is closed without a Close frame

  Rule: A process that keeps dying is given up

    Scenario: Too many restarts end with exit code 3 and the reason
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervision:intensity 0 --supervised" is running
      When the process that serves is killed
      Then the exit code is 3
      And the command complains "the process that serves was ended by signal 9"

  Rule: A requested stop is not followed by a restart

    Background:
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And Alice is connected

    Scenario: A stopped command does not restart
      When the command is told to stop
      Then Alice's connection is closed with 1001 "server is shutting down"
      And the exit code is 0

    Scenario: A server stopped by its script does not restart
      When Alice sends "stop"
      Then Alice's connection is closed with 1001
      And the exit code is 0

  Rule: Mistakes of the user are not retried

    Scenario: A script that does not load ends with exit code 2
      Given the file "broken.js":
        """
        export function onMessage( {
        """
      When "scriptws run --script broken.js --listen 127.0.0.1:0 --supervised" is run
      Then the exit code is 2
      And the command complains "broken.js:1:29: SyntaxError: Unexpected end of input."

  Rule: A handover leaves no gap

    Background:
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running

    Scenario: A handover closes clients with 1012
      Given Alice is connected
      When the server is handed over to a new process
      Then Alice's connection is closed with 1012 "service restart"

    Scenario: After a handover the new process serves at the same address
      Given the server was handed over to a new process
      When Alice connects
      Then Alice's connection is open

  Rule: No process keeps the address

    Scenario: If the supervisor is killed, the server stops
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And Alice is connected
      When the supervising process is killed
      Then Alice's connection is closed with 1001 "server is shutting down"
