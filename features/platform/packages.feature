Feature: Packages
  A script imports packages from the node_modules folder beside it, as they are
  published: ES modules only. A package can reach nothing that the script cannot.

  Background:
    Given the file "node_modules/greet/package.json":
      """
      { "name": "greet", "exports": { ".": { "require": "./old.cjs", "import": "./index.js" }, "./loud/*": "./loud/*.js" } }
      """
    And the file "node_modules/greet/index.js":
      """
      export const greet = (name) => `Hello ${name}`;
      """
    And the file "node_modules/old/package.json":
      """
      { "name": "old", "main": "old.js" }
      """
    And the file "node_modules/old/old.js":
      """
      module.exports = {};
      """

  Rule: A name is looked up in node_modules

    Scenario: A package is imported by its name
      Given a server with the script:
        """
        import { greet } from "greet";
        export function onMessage(connection, text) { connection.send(greet(text)); }
        """
      And Alice is connected
      When Alice sends "Alice"
      Then Alice receives "Hello Alice"

    Scenario: A changed package reloads the script
      Given a server with the script:
        """
        import { greet } from "greet";
        export function onMessage(connection, text) { connection.send(greet(text)); }
        """
      And Alice is connected
      When the file "node_modules/greet/index.js" becomes:
        """
        export const greet = (name) => `Welcome ${name}`;
        """
      And Alice sends "Alice"
      Then Alice receives "Welcome Alice"

  Rule: What cannot be imported is refused with what to do

    Scenario: A CommonJS package is refused with the command that bundles it
      Given the script:
        """
        import old from "old";
        export function onMessage() {}
        """
      When the server starts
      Then the server does not start, and says:
        """
        script.js:1:17: "old" cannot be imported; node_modules/old/old.js is CommonJS (it contains "module.exports"); bundle it with: npx esbuild old --bundle --format=esm --outfile=old.js, and import "./old.js" from the script's folder.
        """

    Scenario: A package that is not installed is refused with the command that installs it
      Given the script:
        """
        import none from "none";
        export function onMessage() {}
        """
      When the server starts
      Then the server does not start, and says:
        """
        script.js:1:18: "none" cannot be imported; there is no package "none" in node_modules; install it with: npm install none.
        """
