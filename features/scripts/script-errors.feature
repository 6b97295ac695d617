Feature: Errors in scripts
  A client whose event failed is closed with 1011 and no details. The log
  contains the error with its place. Other clients are unaffected.

  Rule: A handler that throws ends one connection

    Background:
      Given a server with the script:
        """
        export function onMessage(connection, text) {
          if (text === "throw") throw new TypeError("secret detail");
          if (text === "reject") return Promise.reject(new Error("later"));
          connection.send(text);
        }
        """
      And Alice is connected
      And Bob is connected

    Scenario: The client gets 1011 without details
      When Alice sends "throw"
      Then Alice's connection is closed with 1011 "script failed"
      And the log says "script.js:2:31: TypeError: secret detail."

    Scenario: A rejected promise is a failure too
      When Alice sends "reject"
      Then Alice's connection is closed with 1011 "script failed"
      And the log says "Error: later."

    Scenario: Other connections are unaffected
      Given Alice has sent "throw"
      When Bob sends "still here"
      Then Bob receives "still here"
      And the log says "secret detail"

  Rule: The script may handle its failures

    Scenario: onError gets the error
      Given a server with the script:
        """
        export function onMessage() { throw new Error("oh"); }
        export function onError(error, connection) { console.log(`${error.message} at ${connection.request.path}`); }
        """
      And Alice is connected
      When Alice sends "x"
      Then Alice's connection is closed with 1011
      And the script logs "oh at /"
      And the log says "Error: oh."

    Scenario: With onFailure "keep" the connection stays open
      Given the setting script.onFailure is "keep"
      And a server with the script:
        """
        export function onMessage(connection, text) { if (text === "throw") throw new Error("oh"); connection.send(text); }
        """
      And Alice is connected
      And Alice has sent "throw"
      When Alice sends "hello"
      Then Alice receives "hello"
      And the log says "Error: oh."

  Rule: An exported function that looks like a handler and is none is reported

    Scenario: A server that starts reports the export with its place
      Given the script:
        """
        export function onMessage() {}
        export function onOpen() {}
        """
      When the server starts
      Then the log says 'script.js:2:17: "onOpen" is exported, but it is not a handler and is never called; did you mean "onConnect"?'

    Scenario: A reload reports the export of the new version
      Given a server with the script:
        """
        export function onMessage() {}
        """
      When the script becomes:
        """
        export function onMessage() {}
        export const onTick = () => {};
        """
      Then the log says 'script.js:2:14: "onTick" is exported, but it is not a handler and is never called; the handlers are onStart'

    Scenario: scriptws check reports the export and succeeds
      Given the file "chat.js":
        """
        function close() {}
        export function onMessage() {}
        export { close as onClose };
        """
      When "scriptws check chat.js" is run
      Then the exit code is 0
      And the command complains 'warning: chat.js:3:10: "onClose" is exported, but it is not a handler and is never called; did you mean "onDisconnect"?'

    Scenario: An export that is no function, or not written like a handler, is not reported
      Given a server with the script:
        """
        export function onConnect(connection) { connection.send("hello"); }
        export const onTime = true;
        export function online() {}
        """
      When Alice connects
      Then Alice receives "hello"

  Rule: A script that cannot be loaded does not go live

    Scenario Outline: <what>
      Given the script:
        """
        <source>
        """
      When the server starts
      Then the server does not start, and says:
        """
        <sentence>
        """

      Examples:
        | what                         | source                         | sentence |
        | It does not parse            | export function onMessage( {   | script.js:1:29: SyntaxError: Unexpected end of input. |
        | It throws                    | throw new Error("at the top"); | script.js:1:7: Error: at the top. |
        | It exports a mistyped name   | export function onMesage() {}  | script.js: "onMesage" is not a handler; did you mean "onMessage"? |
        | It imports from outside      | import "../secret.js";         | script.js:1:8: "../secret.js" is outside the script's folder; only files inside it can be imported. |
