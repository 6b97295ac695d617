@auth
Feature: Authentication with a session
  A page in a browser cannot set headers on a WebSocket. It logs in with an
  HTTP request, gets a token, and shows it in the path of the WebSocket.

  Background:
    Given the users:
      | name  | password |
      | alice | sesame   |

  Rule: A login is answered with a token

    Background:
      Given an echo server

    Scenario: A login with name and password in the body gets a token
      When Alice logs in as "alice" with the password "sesame"
      Then Alice is answered with 200
      And Alice's answer has the header "Content-Type: application/json"
      And Alice's answer has the header "Cache-Control: no-store"
      And Alice's answer says '"expiresIn":60'

    Scenario: A login with name and password in the path gets a token
      When Alice sends the request:
        """
        GET /sgc/req/auth/session/alice/sesame HTTP/1.1
        Host: 127.0.0.1
        """
      Then Alice is answered with 200
      And Alice's answer has the header "Content-Type: text/plain; charset=utf-8"

    Scenario: A wrong password gets no token
      When Mallory logs in as "alice" with the password "wrong"
      Then Mallory is answered with 401

  Rule: A token authenticates a WebSocket

    Scenario: The script sees the user of the token
      Given a server with the script:
        """
        export const onConnect = (connection) => console.log(connection.user.name, connection.user.kind, connection.request.path);
        """
      And Page has logged in as "alice" with the password "sesame"
      When Alice connects with Page's token
      Then Alice is answered with 101
      And the script logs "alice session /"

    Scenario: The endpoint's path follows the token
      Given the setting endpoints.0.path is "/chat"
      And an echo server
      And Page has logged in as "alice" with the password "sesame"
      When Alice connects to "/sgc/auth/session/[Page's token]/chat"
      Then Alice is answered with 101

    Scenario: A token is valid once
      Given an echo server
      And Page has logged in as "alice" with the password "sesame"
      And Alice is connected with Page's token
      When Mallory connects with Page's token
      Then Mallory is answered with 401

    Scenario: A token is valid several times if singleUse is off
      Given the setting authentication.session.singleUse is "false"
      And an echo server
      And Page has logged in as "alice" with the password "sesame"
      And Alice is connected with Page's token
      When Bob connects with Page's token
      Then Bob is answered with 101

    Scenario Outline: A token of one minute after <seconds> seconds
      Given an echo server
      And Page has logged in as "alice" with the password "sesame"
      When <seconds> seconds pass
      And Alice connects with Page's token
      Then Alice is answered with <status>

      Examples:
        | seconds | status |
        | 59      | 101    |
        | 61      | 401    |

    Scenario: An invented token is rejected
      Given an echo server
      When Mallory connects to "/sgc/auth/session/abcdefghijklmnopqrstuvwxyz"
      Then Mallory is answered with 401
