Feature: Modules of C#
  A script imports functions of the program around it, such as a repository.
  A scenario puts a fake in the place of a module, so that a script can be
  tested without that program.

  Background:
    Given the module "orders" answers:
      | call          | answer                      | error               | code  | kind   |
      | find(7)       | { "id": 7, "item": "tea" }  |                     |       |        |
      | find          | null                        |                     |       |        |
      | place("tea")  | 12                          |                     |       |        |
      | place("sand") |                             | No one drinks sand. | stock |        |
      | price("tea")  | 2.5                         |                     |       | sync   |
      | all           | ["tea", "coffee"]           |                     |       | stream |

  Rule: A function of C# returns what its module answers

    Scenario: A promise is fulfilled with the answer
      Given a server with the script:
        """
        import { find } from "host:orders";
        export async function onMessage(connection, text) { connection.send(JSON.stringify(await find(Number(text)))); }
        """
      And Alice is connected
      When Alice sends "7"
      Then Alice receives '{"id":7,"item":"tea"}'
      And the module "orders" is called with "find(7)"

    Scenario: A synchronous function returns the value itself
      Given a server with the script:
        """
        import { price } from "host:orders";
        export const onMessage = (connection, item) => connection.send(`${price(item) * 2}`);
        """
      And Alice is connected
      When Alice sends "tea"
      Then Alice receives "5"

    Scenario: A stream is walked item by item
      Given a server with the script:
        """
        import { all } from "host:orders";
        export async function onConnect(connection) { for await (const item of all()) connection.send(item); }
        """
      When Alice connects
      Then Alice receives "tea"
      And Alice receives "coffee"

    Scenario: A call that a row does not name gets the answer of the bare name
      Given a server with the script:
        """
        import { find } from "host:orders";
        export async function onMessage(connection, text) { connection.send(`${await find(8)}`); }
        """
      And Alice is connected
      When Alice sends "8"
      Then Alice receives "null"

  Rule: An error of C# reaches the script with its message and code

    Scenario: A rejected call has the message and the code
      Given a server with the script:
        """
        import { place } from "host:orders";
        export async function onMessage(connection, item) {
          await place(item).catch(({ message, code }) => connection.send(`${message} (${code})`));
        }
        """
      And Alice is connected
      When Alice sends "sand"
      Then Alice receives "No one drinks sand. (stock)"

    Scenario: A call without an answer names the call
      Given a server with the script:
        """
        import { place } from "host:orders";
        export async function onMessage(connection, item) { await place(item, 3).catch((error) => connection.send(error.message)); }
        """
      And Alice is connected
      When Alice sends "milk"
      Then Alice receives 'the scenario has no answer for orders.place("milk", 3); add a row for it.'

  Rule: A module lives as long as the server

    Scenario: A reload leaves modules alone
      Given a server with the script:
        """
        export function onMessage() {}
        """
      And Alice is connected
      When the script becomes:
        """
        import { place } from "host:orders";
        export async function onMessage(connection, item) { connection.send(`order ${await place(item)}`); }
        """
      And Alice sends "tea"
      Then Alice receives "order 12"

    Scenario: An answer that changes is the one of the next call
      Given a server with the script:
        """
        import { place } from "host:orders";
        export async function onMessage(connection, item) { connection.send(`order ${await place(item)}`); }
        """
      And Alice is connected
      When the module "orders" answers:
        | call         | answer |
        | place("tea") | 13     |
      And Alice sends "tea"
      Then Alice receives "order 13"

  Rule: An import that a module cannot answer keeps the script from loading

    Scenario: A module that was not added is named
      Given the script:
        """
        import { find } from "host:order";
        export function onMessage() {}
        """
      When the server starts
      Then the server does not start, and says:
        """
        script.js:1:22: "host:order" cannot be imported; C# has added no such module (there is "host:orders"); did you mean "host:orders"?
        """

    Scenario: A function that the module lacks is named
      Given the script:
        """
        import { cancel } from "host:orders";
        export function onMessage() {}
        """
      When the server starts
      Then the server does not start, and says:
        """
        script.js:1:10: SyntaxError: "host:orders" does not export "cancel"; it exports all, find, place, price.
        """
