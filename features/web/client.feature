Feature: The client file
  Each server serves its own client: a page imports it from where it came, and
  needs no package and no build.

  Scenario: The file is served without any other page
    Given an echo server
    When Alice asks for "/scriptws/client.js"
    Then Alice is answered with 200
    And Alice's answer has the header "Content-Type: text/javascript; charset=utf-8"
    And Alice's answer has the header "Cache-Control: no-cache"

  Scenario: A file that a browser has already is not sent again
    Given an echo server
    And Alice has asked for "/scriptws/client.js"
    When Bob asks for "/scriptws/client.js" with the headers:
      | If-None-Match | [Alice's ETag] |
    Then Bob is answered with 304

  Scenario: Pages of other origins can import the file
    Given an echo server
    When Alice asks for "/scriptws/client.js"
    Then Alice's answer has the header "Access-Control-Allow-Origin: *"

  Scenario: The file can be turned off
    Given the setting client.enabled is "false"
    And an echo server
    When Alice asks for "/scriptws/client.js"
    Then Alice is answered with 426
