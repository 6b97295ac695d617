Feature: Shop
  A script that asks its repository in C#. The steps (ShopSteps.cs) replace the repository by one in memory.

  Background:
    Given the shop sells tea
    And Anna is connected

  Scenario: An order is placed and found
    When Anna sends "order tea"
    Then Anna receives "order 1"
    When Anna sends "find 1"
    Then Anna receives "tea, placed"

  Scenario: What is not sold is refused with a reason
    When Anna sends "order coffee"
    Then Anna receives "There is no coffee today."

  Scenario: An order that was never placed is not found
    When Anna sends "find 7"
    Then Anna receives "no such order"
