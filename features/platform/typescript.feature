Feature: TypeScript
  A script may be written in TypeScript. Its types are erased in place when it
  loads, so lines and columns stay. Nothing is compiled: what needs a compiler is
  refused, with what to write instead.

  Rule: Types are erased

    Scenario: A script with types answers
      Given the file "chat.ts":
        """
        import { greet, type Greeting } from "./greet.ts";
        interface Message { name: string }
        export function onMessage(connection: ScriptWs.Connection, text: string): void {
          const message: Message = { name: text as string };
          connection.send(greet(message.name) satisfies Greeting);
        }
        """
      And the file "greet.ts":
        """
        export type Greeting = `Hello ${string}`;
        export const greet = <T extends string>(name: T): Greeting => `Hello ${name}`;
        """
      And a server with the script:
        """
        export { onMessage } from "./chat.ts";
        """
      And Alice is connected
      When Alice sends "Alice"
      Then Alice receives "Hello Alice"

    Scenario: An import of a .js file that is not there finds the .ts file
      Given the file "greet.ts":
        """
        export const greet = (name: string): string => `Hello ${name}`;
        """
      And a server with the script:
        """
        import { greet } from "./greet.js";
        export function onMessage(connection, text) { connection.send(greet(text)); }
        """
      And Alice is connected
      When Alice sends "Alice"
      Then Alice receives "Hello Alice"

    Scenario: A changed file reloads the script
      Given the file "greet.ts":
        """
        export const greet = (name: string): string => `Hello ${name}`;
        """
      And a server with the script:
        """
        import { greet } from "./greet.ts";
        export function onMessage(connection, text) { connection.send(greet(text)); }
        """
      And Alice is connected
      When the file "greet.ts" becomes:
        """
        export const greet = (name: string): string => `Welcome ${name}`;
        """
      And Alice sends "Alice"
      Then Alice receives "Welcome Alice"

  Rule: What is more than types is refused

    Scenario: An enum is refused with what to write
      Given the file "colors.ts":
        """
        export type Name = string;
        export enum Color { Red }
        """
      And the script:
        """
        import { Color } from "./colors.ts";
        export function onMessage() {}
        """
      When the server starts
      Then the server does not start, and says:
        """
        colors.ts:2:8: SyntaxError: an enum is code, and types are only erased; write const Color = { Red: 0, Blue: 1 } as const.
        """
