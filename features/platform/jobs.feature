Feature: Jobs
  A script exports functions that run at intervals or at times of day, by the
  server's clock.

  Background:
    Given a server with the script:
      """
      export const onConnect = (connection) => connection.subscribe("all");
      export const jobs = [
        { name: "tick", every: "10m", run: () => server.publish("all", `tick ${server.generation}`) },
      ];
      """
    And Alice is connected

  Rule: A job runs each time its interval has passed

    Scenario: A job does not run early
      When 9 minutes pass
      Then Alice receives nothing

    Scenario: A job runs after each interval
      When 20 minutes pass
      Then Alice receives "tick 1"
      And Alice receives "tick 1"

  Rule: A schedule continues across a reload

    Scenario: The interval does not restart
      Given 6 minutes have passed
      When the script becomes:
        """
        export const onConnect = (connection) => connection.subscribe("all");
        export const jobs = [
          { name: "tick", every: "10m", run: () => server.publish("all", `tick ${server.generation}`) },
        ];
        // The next version.
        """
      And 4 minutes pass
      Then Alice receives "tick 2"
