@rfc6455
Feature: Frames
  Everything travels in frames (RFC 6455 §5.2). A frame that breaks the rules
  shows that the two ends no longer agree: the connection is closed with 1002
  and the clause.

  Background:
    Given an echo server

  Rule: A client must mask its frames

    @5.1 @must
    Scenario: An unmasked frame closes with 1002
      Given Alice is connected
      When Alice sends the frames:
        | opcode | masked | payload |
        | text   | 0      | "plain" |
      Then Alice's connection is closed with 1002 "RFC 6455 §5.1: a client's frame is not masked"

  Rule: Reserved bits and opcodes are rejected

    Background:
      Given Alice is connected

    @5.2 @must
    Scenario Outline: The reserved bits <bits> close with 1002
      When Alice sends the frames:
        | opcode | rsv    | payload |
        | text   | <bits> | "x"     |
      Then Alice's connection is closed with 1002 "RFC 6455 §5.2: reserved bits are set without an extension"

      Examples:
        | bits |
        | 100  |
        | 010  |
        | 001  |

    @5.2 @must
    Scenario Outline: The reserved opcode <opcode> closes with 1002
      When Alice sends the frames:
        | opcode   | payload |
        | <opcode> | "x"     |
      Then Alice's connection is closed with 1002 "RFC 6455 §5.2: the opcode is reserved"

      Examples:
        | opcode |
        | 3      |
        | 7      |
        | 11     |
        | 15     |

  Rule: A length must have its shortest form

    @5.2 @must
    Scenario Outline: The header <header> closes with 1002
      Given Alice is connected
      When Alice sends the raw bytes "<header>"
      Then Alice's connection is closed with 1002 "<reason>"

      Examples:
        | header                        | reason                                                |
        | 82 fe 00 05                   | RFC 6455 §5.2: the length is not in its shortest form |
        | 82 ff 00 00 00 00 00 00 ff ff | RFC 6455 §5.2: the length is not in its shortest form |
        | 82 ff 80 00 00 00 00 00 00 00 | RFC 6455 §5.2: the length has more than 63 bits       |
