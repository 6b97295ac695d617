@cluster
Feature: Topics of a cluster
  Many servers behind a load balancer act as one. What one client says reaches
  clients of every server: subscribers, users, and single connections.

  Background:
    Given 2 servers of one cluster with the script:
      """
      export function onConnect(connection) { connection.subscribe("news"); }
      export function onMessage(connection, text) {
        if (text.startsWith("all: ")) server.broadcast(text);
        else if (text === "who?") connection.send(`${server.connections.size} here`);
        else connection.publish("news", text);
      }
      """
    And Anna is connected to server 1
    And Ben is connected to server 2

  Rule: A message reaches clients of every server once

    Scenario: A published message reaches subscribers of another server
      When Anna sends "hello"
      Then Ben receives "hello"
      And Anna receives nothing

    Scenario: A broadcast reaches every client of every server
      When Anna sends "all: hello"
      Then Ben receives "all: hello"
      And Anna receives "all: hello"

    Scenario: Messages of one client arrive in their order
      When Anna sends "one"
      And Anna sends "two"
      Then Ben receives "one"
      And Ben receives "two"

  Rule: Each server has its own connections

    Scenario: A script sees the connections of its server
      When Ben sends "who?"
      Then Ben receives "1 here"

    Scenario: A server that stops leaves the others working
      Given Carla is connected to server 2
      When server 1 stops
      And Ben sends "still here"
      Then Carla receives "still here"
