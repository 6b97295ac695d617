Feature: Errors in scripts
  A script that fails is its author's affair, and not the clients'. The client
  whose event it was is closed with 1011 and no details; the log says what
  happened and where; everyone else goes on.

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

    Scenario: The client learns nothing but that it failed
      When Alice sends "throw"
      Then Alice's connection is closed with 1011 "script failed"
      And the log says "script.js:2:31: TypeError: secret detail."

    Scenario: A promise that is rejected is a failure too
      When Alice sends "reject"
      Then Alice's connection is closed with 1011 "script failed"
      And the log says "Error: later."

    Scenario: The others go on
      Given Alice has sent "throw"
      When Bob sends "still here"
      Then Bob receives "still here"
      And the log says "secret detail"

  Rule: The script itself may decide

    Scenario: onError hears what happened
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

    Scenario: A script may keep the connection
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
        | It imports from outside      | import "../secret.js";         | script.js: "../secret.js" is outside the script's folder; only files inside it can be imported. |
