Feature: Imports
  A script may consist of several files, and data is imported beside code. Data
  never runs, whatever its file is called, and is watched like code.

  Background:
    Given the file "prices.json":
      """
      { "tea": 3 }
      """

  Rule: The type in the import decides what a file is

    Scenario: A JSON file is imported as a value
      Given a server with the script:
        """
        import prices from "./prices.json" with { type: "json" };
        export function onMessage(connection, text) { connection.send(`${prices[text]}`); }
        """
      And Alice is connected
      When Alice sends "tea"
      Then Alice receives "3"

    Scenario: Any file can be imported as text
      Given a server with the script:
        """
        import prices from "./prices.json" with { type: "text" };
        export function onMessage(connection, text) { connection.send(typeof prices); }
        """
      And Alice is connected
      When Alice sends "tea"
      Then Alice receives "string"

    Scenario: A changed data file reloads the script
      Given a server with the script:
        """
        import prices from "./prices.json" with { type: "json" };
        export function onMessage(connection, text) { connection.send(`${prices[text]}`); }
        """
      And Alice is connected
      When the file "prices.json" becomes:
        """
        { "tea": 4 }
        """
      And Alice sends "tea"
      Then Alice receives "4"

  Rule: A script may await timers while it loads

    Scenario: A top-level await of a timer delays the start
      Given a server with the script:
        """
        const greeting = await new Promise((resolve) => setTimeout(resolve, 10, "hello"));
        export function onConnect(connection) { connection.send(greeting); }
        """
      When Alice connects
      Then Alice receives "hello"
