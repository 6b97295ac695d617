Feature: Rooms
  Programs talk to each other in rooms. Each message is one JSON object, and
  every mistake is answered with a sentence, so that the
  author of a client learns from the server how to talk to it.

  Background:
    Given the rooms are open

  Rule: A message reaches all other clients in the room

    Scenario: A text is delivered with its room and its author
      Given anna and bert are in the room "garden"
      When anna says "Hello!" in "garden"
      Then bert hears:
        | type | room   | from | text   |
        | said | garden | anna | Hello! |
      And anna hears nothing more

    Scenario: A client in another room hears nothing
      Given anna and bert are in the room "garden"
      And carl is in the room "kitchen"
      When anna says "Hello!" in "garden"
      Then carl hears nothing more

    Scenario: A client that is not in a room cannot speak in it
      Given bert is in the room "garden"
      And anna is in no room
      When anna says "Hello!" in "garden"
      Then anna is told "You are not in garden; join it first."
      And bert hears nothing more

  Rule: A room announces who joins and who leaves

    Scenario: Joining reports the number of people
      Given bert is in the room "garden"
      And anna is in no room
      When anna joins "garden"
      Then anna hears:
        | type   | room   | people |
        | joined | garden | 2      |
      And bert hears:
        | type | room   | from |
        | came | garden | anna |

    Scenario Outline: <departure> is announced to the others
      Given anna and bert are in the room "garden"
      When anna <leaves>
      Then bert hears:
        | type | room   | from |
        | went | garden | anna |

      Examples:
        | departure        | leaves          |
        | Leaving the room | leaves "garden" |
        | Hanging up       | hangs up        |

  Rule: A mistake is answered and has no other effect

    Scenario Outline: <mistake> is answered with a sentence
      Given anna is in no room
      When anna writes <message>
      Then anna is told "<sentence>"
      And anna may go on

      Examples:
        | mistake         | message                         | sentence                                    |
        | Text            | hello                           | Send a JSON object.                         |
        | A list          | []                              | Send a JSON object.                         |
        | An unknown type | {"type":"dance","room":"a"}     | The type is one of: join, say, leave.       |
        | A bad room name | {"type":"join","room":"A room"} | A room's name is 1 to 20 of a-z, 0-9 and -. |

    Scenario: A client without a name is rejected
      When a client connects without a name
      Then Guest is rejected with status 400
