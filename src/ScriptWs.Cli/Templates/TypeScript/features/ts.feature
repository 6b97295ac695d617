Feature: Rooms
  Members of a room receive what one of them says.

  Background:
    Given the server of this folder
    And Alice is connected
    And Bob is connected

  Scenario: A member's text reaches the room
    Given Alice sends "join tea Alice"
    And Bob sends "join tea Bob"
    When Bob sends "say hello"
    Then Alice receives "joined tea"
    And Alice receives "Bob: hello"

  Scenario: Text from outside a room reaches nothing
    Given Alice sends "join tea Alice"
    When Bob sends "say hello"
    Then Alice receives "joined tea"
    And Alice receives nothing more
