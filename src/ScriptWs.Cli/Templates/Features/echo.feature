Feature: Echo
  The server sends every message back to its sender, and to no other client.

  Background:
    Given the server of this folder
    And Alice is connected
    And Bob is connected

  Scenario: A text comes back to the client that sent it
    When Alice sends "hello"
    Then Alice receives "hello"
    And Bob receives nothing

  Scenario: Bytes come back as they are
    When Alice sends the bytes "00 ff 7f"
    Then Alice receives the bytes "00 ff 7f"
