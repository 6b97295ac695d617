Feature: Chat
  People talk in rooms. What is said is heard by all who are in the same room,
  and what cannot be done is answered with advice.

  Background:
    Given the server of this folder
    And Alice is in the lobby

  Scenario: A line is heard in the room, by its author too
    Given Bob is in the lobby
    When Bob sends "hello"
    Then Bob receives "<guest-2> hello"
    And Alice receives "* guest-2 came."
    And Alice receives "<guest-2> hello"

  Scenario: A name that is not one is refused with advice
    When Alice sends "/name not a name"
    Then Alice receives "! A name is 1 to 20 letters, digits, - or _: /name anna"
