Feature: Greeter
  The first scenario uses a step in C# (GreeterSteps.cs) and steps in JavaScript
  (steps.js). The others use steps that come with the plugin.

  Background:
    Given the greeter is open

  Scenario: A client that tells its name is greeted by it
    When Anna comes in
    Then Anna is greeted by name

  Scenario: A client that tells no name is greeted all the same
    When Bert connects
    Then Bert receives "Hello, stranger."

  Scenario: A message is answered
    Given Bert is connected
    When Bert sends "good morning"
    Then Bert receives "Hello, stranger."
    And Bert receives "You said good morning."

  Scenario: A client that is silent for half a minute gets a Ping
    Given Bert is connected
    When 30 seconds pass in silence
    Then Bert receives a Ping
