@rfc6455 @5.4
Feature: Fragmentation
  A message can consist of several frames, so that its sender need not know its
  length (RFC 6455 §5.4). The script sees one message.

  Background:
    Given an echo server

  Rule: Fragments make one message

    Background:
      Given Alice is connected

    @must
    Scenario: Three fragments arrive as one message
      When Alice sends the frames:
        | opcode       | fin | payload |
        | text         | 0   | "one "  |
        | continuation | 0   | "two "  |
        | continuation | 1   | "three" |
      Then Alice receives "one two three"

    @must
    Scenario: A character may be split over two fragments
      When Alice sends the frames:
        | opcode       | fin | payload |
        | text         | 0   | c3      |
        | continuation | 1   | a9      |
      Then Alice receives "é"

    @must
    Scenario: A Ping between fragments is answered immediately
      When Alice sends the frames:
        | opcode       | fin | payload |
        | text         | 0   | "a"     |
        | ping         | 1   | "now"   |
        | continuation | 1   | "b"     |
      Then Alice receives a Pong "now"
      And Alice receives "ab"

  Rule: Fragments that do not belong together end the connection

    @must
    Scenario: A continuation frame without a first frame closes with 1002
      Given Alice is connected
      When Alice sends the frames:
        | opcode       | payload |
        | continuation | "a"     |
      Then Alice's connection is closed with 1002 "RFC 6455 §5.4: a continuation without a message to continue"

    @must
    Scenario: A new message inside a fragmented one closes with 1002
      Given Alice is connected
      When Alice sends the frames:
        | opcode | fin | payload |
        | text   | 0   | "a"     |
        | text   | 1   | "b"     |
      Then Alice's connection is closed with 1002 "RFC 6455 §5.4: a new message before the last one was finished"

    Scenario: A message with too many fragments closes with 1008
      Given the setting limits.maxFragments is "2"
      And Alice is connected
      When Alice sends the frames:
        | opcode       | fin | payload |
        | text         | 0   | "a"     |
        | continuation | 0   | "b"     |
        | continuation | 1   | "c"     |
      Then Alice's connection is closed with 1008 "message has more than 2 fragments"
