@supervision @slow
Feature: Supervision
  What ends a whole process, nothing inside it can mend. A second, small process
  holds the addresses and sees to it that one serves: one that dies is replaced,
  and whoever connects meanwhile waits instead of being refused.

  Background:
    Given the file "echo.js":
      """
      export function onMessage(connection, text) {
        if (text === "stop") server.stop();
        else connection.send(text);
      }
      """

  Rule: Another process takes the place of one that dies

    Scenario: Whoever connects meanwhile waits for it
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And the process that serves was killed
      When Alice connects
      Then Alice's connection is open

    Scenario: Those it served see their connections end
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And Alice is connected
      When the process that serves is killed
      Then Alice's connection is closed without a Close frame

  Rule: One that dies too often is given up

    Scenario: With exit code 3 and the reason
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervision:intensity 0 --supervised" is running
      When the process that serves is killed
      Then the exit code is 3
      And the command complains "the process that serves was ended by signal 9"

  Rule: What was asked to stop is not restarted

    Scenario: The command is told to stop
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And Alice is connected
      When the command is told to stop
      Then Alice's connection is closed with 1001 "server is shutting down"
      And the exit code is 0

    Scenario: The script stops its server
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And Alice is connected
      When Alice sends "stop"
      Then Alice's connection is closed with 1001
      And the exit code is 0

  Rule: What the user can mend is not tried again

    Scenario: A script that does not load
      Given the file "broken.js":
        """
        export function onMessage( {
        """
      When "scriptws run --script broken.js --listen 127.0.0.1:0 --supervised" is run
      Then the exit code is 2
      And the command complains "broken.js:1:29: SyntaxError: Unexpected end of input."

  Rule: A handover leaves no gap

    Scenario: Clients are asked to come back
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And Alice is connected
      When the server is handed over to a new process
      Then Alice's connection is closed with 1012 "service restart"

    Scenario: The new process serves at the same address
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And the server was handed over to a new process
      When Alice connects
      Then Alice's connection is open

  Rule: Nothing is left that holds the address

    Scenario: The supervising process is killed
      Given "scriptws run --script echo.js --listen 127.0.0.1:0 --supervised" is running
      And Alice is connected
      When the supervising process is killed
      Then Alice's connection is closed with 1001 "server is shutting down"
