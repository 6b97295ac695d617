@cluster
Feature: Jobs of a cluster
  A job runs on one server of a cluster at each of its times. When that server is
  gone, another one runs the job.

  Background:
    Given 2 servers of one cluster with the script:
      """
      export const onConnect = (connection) => connection.subscribe("reports");
      export const jobs = [{ every: "10m", run: () => server.publish("reports", "report") }];
      """
    And Anna is connected to server 1

  Scenario: A job runs once for all servers
    When 10 minutes pass
    Then Anna receives "report"
    And Anna receives nothing

  Scenario: A job runs on when a server is gone
    Given Ben is connected to server 2
    When server 1 stops
    And 10 minutes pass
    Then Ben receives "report"
    And Ben receives nothing
