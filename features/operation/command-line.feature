Feature: Command line
  The scriptws command serves, checks and tests. It says what is wrong in one
  sentence on stderr. Its exit code is 1 when it ran and failed, and 2 when the
  user can fix it.

  Rule: run serves until it is stopped

    Scenario: run serves server.json
      Given the file "hello.js":
        """
        export function onConnect(connection) { connection.send("hello"); }
        """
      And "scriptws run --script hello.js --listen 127.0.0.1:0" is running
      When Alice connects
      Then Alice receives "hello"

    Scenario: run serves a script without a configuration
      Given the file "hello.js":
        """
        export function onConnect(connection) { connection.send("hello"); }
        """
      And "scriptws run hello.js --listen 127.0.0.1:0" is running
      When Alice connects
      Then Alice receives "hello"

    Scenario: run serves the server.json of a folder
      Given the file "mine/hello.js":
        """
        export function onConnect(connection) { connection.send("hello"); }
        """
      And the file "mine/server.json":
        """
        { "listen": [{ "port": 0 }], "endpoints": [{ "script": "hello.js" }] }
        """
      And "scriptws run mine" is running
      When Alice connects
      Then Alice receives "hello"

    Scenario: run shuts down cleanly
      Given the file "hello.js":
        """
        export function onMessage() {}
        """
      And "scriptws run --script hello.js --listen 127.0.0.1:0" is running
      And Alice is connected
      When the command is told to stop
      Then Alice's connection is closed with 1001 "server is shutting down"
      And the exit code is 0

  Rule: What the user can fix is reported with exit code 2

    Scenario Outline: <what>
      Given the file "broken.js":
        """
        export function onMessage( {
        """
      When "<command>" is run
      Then the exit code is 2
      And the command complains '<sentence>'

      Examples:
        | what                | command                       | sentence |
        | A mistyped command  | scriptws runn                 | scriptws: "runn" is not a command; did you mean "run"? |
        | A word of others    | scriptws serve                | scriptws: "serve" is not a command; did you mean "run"? |
        | A port              | scriptws --port 8080          | scriptws: "--port" is not an option of scriptws run; did you mean "--listen"? |
        | A folder without one | scriptws run .               | scriptws: there is no server.json here; did you mean "scriptws run broken.js"? |
        | A missing file      | scriptws check nothing.json   | nothing.json |
        | A broken script     | scriptws run --script broken.js | broken.js:1:29: SyntaxError: Unexpected end of input. |

  Rule: Help describes every command

    Scenario: --help lists every command
      When "scriptws --help" is run
      Then the exit code is 0
      And the command prints "scriptws new my-server"
