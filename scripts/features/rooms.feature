Feature: Rooms
  Programs talk to each other in rooms. Each message is one JSON object, and
  every mistake is answered with a sentence, so that whoever writes a client
  learns from the server itself how to talk to it.

  Background:
    Given the rooms are open

  Rule: What is said in a room reaches everybody else in it

    Scenario: A text is delivered with its room and its author
      Given anna and bert are in the room "garden"
      When anna says "Hello!" in "garden"
      Then bert hears:
        | type | room   | from | text   |
        | said | garden | anna | Hello! |
      And anna hears nothing more

    Scenario: Nobody hears what is said in another room
      Given anna and bert are in the room "garden"
      And carl is in the room "kitchen"
      When anna says "Hello!" in "garden"
      Then carl hears nothing more

    Scenario: Who is not in a room cannot speak in it
      Given bert is in the room "garden"
      And anna is in no room
      When anna says "Hello!" in "garden"
      Then anna is told "You are not in garden; join it first."
      And bert hears nothing more

  Rule: A room knows who comes and who goes

    Scenario: Joining tells how many are there
      Given bert is in the room "garden"
      And anna is in no room
      When anna joins "garden"
      Then anna hears:
        | type   | room   | people |
        | joined | garden | 2      |
      And bert hears:
        | type | room   | from |
        | came | garden | anna |

    Scenario Outline: <departure> is told to those who stay
      Given anna and bert are in the room "garden"
      When anna <leaves>
      Then bert hears:
        | type | room   | from |
        | went | garden | anna |

      Examples:
        | departure        | leaves          |
        | Leaving the room | leaves "garden" |
        | Hanging up       | hangs up        |

  Rule: A mistake is answered, and costs nothing else

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

    Scenario: A client without a name is not let in
      When somebody comes in without a name
      Then somebody is turned away with status 400
