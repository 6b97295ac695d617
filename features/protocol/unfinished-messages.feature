Feature: Unfinished messages
  A message whose last frame has not arrived takes memory for as long as the
  client likes. Each message therefore has a time limit, and all of them together
  a size limit, compressed or not.

  Background:
    Given an echo server

  Rule: A message must be finished in time

    Background:
      Given the setting limits.messageTimeout is "10s"
      And Alice is connected

    Scenario: A message that is still unfinished after limits.messageTimeout closes with 1008
      When Alice sends the frames:
        | opcode | fin | payload |
        | text   | 0   | "abc"   |
      And 11 seconds pass
      Then Alice's connection is closed with 1008 "message took too long"

    Scenario: A message that is finished within limits.messageTimeout is delivered
      When Alice sends the frames:
        | opcode | fin | payload |
        | text   | 0   | "abc"   |
      And 9 seconds pass
      And Alice sends the frames:
        | opcode       | fin | payload |
        | continuation | 1   | "def"   |
      Then Alice receives "abcdef"

  Rule: The total size of unfinished messages is limited

    Scenario: The client that has held the most memory for the longest time is closed with 1013
      Given the settings:
        """
        { "limits": { "maxUnfinishedSize": 10, "maxMessageSize": 10 } }
        """
      And Alice is connected
      And Bob is connected
      When Alice sends the frames:
        | opcode | fin | payload  |
        | text   | 0   | "abcdef" |
      And 5 seconds pass
      And Bob sends the frames:
        | opcode | fin | payload  |
        | text   | 0   | "ghijkl" |
      Then Alice's connection is closed with 1013 "too many unfinished messages"
      And Bob's connection is open
      And the log says "raise the limit, or lower limits.messageTimeout"
