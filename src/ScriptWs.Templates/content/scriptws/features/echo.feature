Feature: Echo

  Scenario: What is said comes back
    Given the server of this folder
    And Alice is connected
    When Alice sends "hello"
    Then Alice receives "hello"
