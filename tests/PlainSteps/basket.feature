@fruit
Feature: A basket
  Uses of Reqnroll that a library of steps may have without knowing who runs it.

  Background:
    Given the prices:
      | name  | cents |
      | apple | 30    |
      | plum  | 10    |

  Scenario: An expression, a regular expression and a transformation
    Given a basket with 2 apples
    When 3 plums are added
    Then it costs 90 cents
    And the basket holds 5 pieces

  Scenario: Overloads with and without a table
    Given a basket
    When the fruit is bought
    And the fruit is bought:
      | name | pieces |
      | plum | 4      |
    Then the basket holds 5 pieces

  @gift
  Scenario: A hook for a tag
    Given a basket
    Then the basket holds 1 piece

  Scenario: A doc string, and a step behind any keyword
    Given a basket with 1 apple
    * nothing happens
    When nothing happens
    Then the bill says:
      """
      1 apple: 30 cents
      """

  Scenario: A basket is of one scenario
    Given a basket
    Then the basket holds 0 pieces
    And the run has begun once

  Scenario Outline: <what> costs <price>
    When 1 <what> is added
    Then it costs <price>

    Examples:
      | what  | price    |
      | apple | 30 cents |
      | plum  | 10 cents |
