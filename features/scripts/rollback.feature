@reload
Feature: Rollback
  Some mistakes show only under load. A new version that fails soon after it
  went live is rolled back automatically, and rejected until it changes.

  Background:
    Given the setting script.onFailure is "keep"
    And the setting script.rollback.errors is "2"
    And a server with the script:
      """
      let count = 0;
      export function onMessage(connection) { connection.send(`good ${++count}`); }
      export function onUnload() { return count; }
      export function onLoad(state) { count = state; }
      """
    And Alice is connected
    And the script becomes:
      """
      let count = 0;
      export function onMessage(connection, text) {
        count++;
        if (text === "fail") throw new Error("bad");
        connection.send(`bad ${count}`);
      }
      export function onUnload() { return count; }
      export function onLoad(state) { count = state; }
      """

  Rule: More failed turns than script.rollback.errors restore the previous version

    Scenario: One failure too many rolls back
      When Alice sends "fail" 3 times
      Then generation 1 runs
      And the log says "because more than 2 of its turns failed within 10s"
      And the log says "Error: bad."

    Scenario: The state of the failing version moves back
      Given Alice has sent "fail"
      And Alice has sent "fail"
      And Alice has sent "fail"
      And generation 1 runs
      When Alice sends "b"
      Then Alice receives "good 4"
      And the log says "came back in place of 2"
      And the log says "Error: bad."

    Scenario: As many failures as allowed do not roll back
      When Alice sends "fail" 2 times
      And Alice sends "b"
      Then Alice receives "bad 3"
      And generation 2 runs
      And the log says "Error: bad."

    Scenario: A failure after the observation time does not roll back
      When 11 seconds pass
      And Alice sends "fail" 5 times
      Then generation 2 runs
      And the log says "Error: bad."

  Rule: A version that was rolled back is rejected until it changes

    Background:
      Given the script is rolled back

    Scenario: The same version is rejected when it is saved again
      When the script becomes:
        """
        let count = 0;
        export function onMessage(connection, text) {
          count++;
          if (text === "fail") throw new Error("bad");
          connection.send(`bad ${count}`);
        }
        export function onUnload() { return count; }
        export function onLoad(state) { count = state; }
        """
      Then generation 1 runs
      And the log says "it was rolled back before, and has not changed since."
      And the log says "came back in place of 2, as it was asked to"

    Scenario: A fixed version goes live
      When the script becomes:
        """
        export function onMessage(connection) { connection.send("mended"); }
        """
      And Alice sends "c"
      Then Alice receives "mended"
      And generation 3 runs
      And the log says "came back in place of 2, as it was asked to"
