@reload
Feature: Hot reload
  A new version of a script takes over while its connections stay open. The next
  message meets it, its state moves along, and a broken version is rejected
  without affecting clients.

  Background:
    Given the setting script.loadTimeout is "1s"
    And a server with the script:
      """
      let seen = ["no client"];
      export function onConnect(connection) {
        connection.data.guest = 7;
        connection.subscribe("news");
      }
      export function onMessage(connection, text) { connection.send(`one: ${text}`); }
      export function onUnload() { return { seen }; }
      """
    And Alice is connected

  Rule: The next message meets the new version, on the same connection

    Scenario: The connection and its data survive a reload
      When the script becomes:
        """
        export function onMessage(connection, text) { connection.send(`two: ${text} from guest ${connection.data.guest}`); }
        """
      And Alice sends "b"
      Then Alice receives "two: b from guest 7"
      And generation 2 runs

    Scenario: Subscriptions survive a reload
      When the script becomes:
        """
        export function onStart() { server.publish("news", `generation ${server.generation}`); }
        """
      Then Alice receives "generation 2"

    Scenario: The result of onUnload arrives in onLoad
      When the script becomes:
        """
        let seen;
        export function onLoad(state, { from, to }) { seen = state.seen; console.log(`from ${from} to ${to}`); }
        export function onMessage(connection) { connection.send(seen.join()); }
        """
      And Alice sends "who?"
      Then Alice receives "no client"
      And the script logs "from 1 to 2"

    Scenario: A changed import reloads the script
      Given the script becomes:
        """
        import { word } from "./words.js";
        export function onMessage(connection) { connection.send(word); }
        """
      When the file "words.js" becomes:
        """
        export const word = "from a file that was missing";
        """
      And Alice sends "?"
      Then Alice receives "from a file that was missing"
      And the log says "\"./words.js\" cannot be imported; there is no such file."

    Scenario: Timers of the old version end
      Given the script becomes:
        """
        export function onStart() { setInterval(() => server.broadcast("old tick"), 1000); }
        """
      When the script becomes:
        """
        export function onStart() { setInterval(() => server.broadcast("new tick"), 1000); }
        """
      And 1 second passes
      Then Alice receives "new tick"
      And Alice receives nothing more

  Rule: A rejected version changes nothing

    Scenario Outline: <what>
      When the script becomes:
        """
        <source>
        """
      And Alice sends "b"
      Then Alice receives "one: b"
      And generation 1 runs
      And the log says "script.js: generation 2 was refused, generation 1 continues: <why>"

      Examples:
        | what                          | source                                                                                         | why                                                         |
        | It does not parse             | export function onMessage( {                                                                   | script.js:1:29: SyntaxError: Unexpected end of input.       |
        | It throws                     | throw new Error("at the top");                                                                 | script.js:1:7: Error: at the top.                           |
        | It exports no handler         | const nothing = 1;                                                                             | script.js: no handler is exported                           |
        | It exports a mistyped handler | export function onMesage() {}                                                                  | script.js: \"onMesage\" is not a handler                    |
        | It imports what is not there  | import "./gone.js";                                                                            | script.js:1:8: \"./gone.js\" cannot be imported             |
        | It imports from outside       | import "../out.js";                                                                            | script.js:1:8: \"../out.js\" is outside the script's folder     |
        | It does not end               | for (;;); export function onStart() {}                                                         | script.js:1:9: loading took longer than script.loadTimeout  |
        | Its selfTest fails            | export function onStart() {} export function selfTest() { throw new Error("unwell"); }         | selfTest failed: script.js:1:65: Error: unwell.             |
        | Its onLoad throws             | export function onLoad(state) { throw new Error("what is this?"); }                            | onLoad failed: script.js:1:39: Error: what is this?         |
        | It would send before it lives | export function onLoad() { server.broadcast("too early"); }                                    | onLoad failed: script.js:1:28: TypeError: server.broadcast  |

    Scenario: State that cannot be copied is logged with its path
      Given the script becomes:
        """
        export function onMessage(connection, text) { connection.send(`two: ${text}`); }
        export function onUnload() { return { rooms: [0, 1, 2, { timer: () => {} }] }; }
        """
      When the script becomes:
        """
        export function onStart() {}
        """
      And Alice sends "b"
      Then Alice receives "two: b"
      And the log says "state.rooms[3].timer is a function, which cannot be copied."
