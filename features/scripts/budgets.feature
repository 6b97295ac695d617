Feature: Budgets
  A turn of a script has a budget of time and memory. A turn that exceeds it is
  cut off, so that one bad message cannot stop the server for everyone.

  Rule: A turn that exceeds its budget is cut off, and the server continues

    Scenario Outline: A turn that <does> is cut off
      Given the settings:
        """
        { "script": { "turnTimeout": "<time>", "memory": "32MiB", "recursion": <recursion>, "stuck": { "warn": "0s", "stack": "0s" } } }
        """
      And a server with the script:
        """
        export function onMessage(connection, text) {
          if (text === "bad") { <code> }
          connection.send(text);
        }
        """
      And Alice is connected
      And Bob is connected
      And Alice has sent "bad"
      When Bob sends "hello"
      Then Bob receives "hello"
      And Alice's connection is closed with 1011 "script failed"
      And the log says "<budget>"

      Examples:
        | does                 | time  | recursion | code                                                                 | budget                           |
        | never ends           | 500ms | 0         | for (;;);                                                            | script.turnTimeout               |
        | takes all memory     | 20s   | 0         | const all = []; for (;;) all.push(new Array(1000).fill(all.length)); | script.memory                    |
        | calls itself forever | 20s   | 0         | const again = () => again() + 1; again();                            | Maximum call stack size exceeded |
        | calls itself often   | 20s   | 100       | const again = n => n && again(n - 1) + 1; again(200);                | script.recursion                 |

    Scenario: A script can catch the end of the stack
      Given the setting script.turnTimeout is "20s"
      And the setting script.stuck.warn is "0s"
      And the setting script.stuck.stack is "0s"
      And a server with the script:
        """
        export function onMessage(connection) {
          const again = () => again() + 1;
          try { again(); } catch (error) { connection.send(`${error}`); }
        }
        """
      And Alice is connected
      When Alice sends "deep"
      Then Alice receives "RangeError: Maximum call stack size exceeded"

  Rule: A value that is too large is rejected before it is made

    Scenario: A string that would fill the memory throws a RangeError
      Given a server with the script:
        """
        export function onMessage(connection) {
          try { "x".repeat(2 ** 30); } catch (error) { connection.send(error.name); }
        }
        """
      And Alice is connected
      When Alice sends "large"
      Then Alice receives "RangeError"

  Rule: A built-in function ends with its turn, whatever its arguments

    Scenario Outline: A built-in function that <does> ends with its turn
      Given the settings:
        """
        { "script": { "turnTimeout": "1s", "memory": "256MiB", "stuck": { "warn": "0s", "stack": "0s", "replace": "0s", "giveUp": "0s" } } }
        """
      And a server with the script:
        """
        export function onMessage(connection) {
          <setup>
          <code>
        }
        """
      And Alice is connected
      When Alice sends "go"
      Then Alice's connection is closed with 1011 "script failed"
      And the log says "script.js:3:"

      Examples:
        | does                       | setup                                                     | code                                                                             |
        | flattens 2^60 empty arrays | let a = []; for (let i = 0; i < 60; i++) a = [a, a];      | a.flat(Infinity);                                                                |
        | joins 2^60 empty arrays    | let a = []; for (let i = 0; i < 60; i++) a = [a, a];      | a.join();                                                                        |
        | writes 2^60 empty arrays   | let a = []; for (let i = 0; i < 60; i++) a = [a, a];      | JSON.stringify(a);                                                               |
        | waits for endless promises | const next = Object.prototype.valueOf;                    | Promise.all({ [Symbol.iterator]: next, next, value: 1, done: false });           |
        | drops endless items        | const next = Object.prototype.valueOf;                    | Iterator.from({ next, value: 1, done: false }).drop(Infinity).next();            |

  Rule: JSON is limited by the stack only

    Scenario: JSON with 70 levels is parsed and written
      Given a server with the script:
        """
        export function onMessage(connection, text) { connection.send(JSON.stringify(JSON.parse(text))); }
        """
      And Alice is connected
      When Alice sends "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
      Then Alice receives "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
