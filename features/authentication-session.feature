@auth
Feature: Authentication with a session
  A page in a browser cannot set headers on a WebSocket. It logs in with an
  HTTP request, gets a token, and shows it in the path of the WebSocket.

  Background:
    Given the users:
      | name  | password |
      | alice | sesame   |

  Rule: A login is answered with a token

    Scenario: Name and password in a body
      Given an echo server
      When Alice logs in as "alice" with the password "sesame"
      Then Alice is answered with 200
      And Alice's answer has the header "Content-Type: application/json"
      And Alice's answer has the header "Cache-Control: no-store"
      And Alice's answer says '"expiresIn":60'

    Scenario: Name and password in the path, as the classic component has it
      Given an echo server
      When Alice sends the request:
        """
        GET /sgc/req/auth/session/alice/sesame HTTP/1.1
        Host: 127.0.0.1
        """
      Then Alice is answered with 200
      And Alice's answer has the header "Content-Type: text/plain; charset=utf-8"

    Scenario: A wrong password gets none
      Given an echo server
      When Mallory logs in as "alice" with the password "wrong"
      Then Mallory is answered with 401

  Rule: The token lets in

    Scenario: The script sees who it is
      Given a server with the script:
        """
        export const onConnect = (connection) => console.log(connection.user.name, connection.user.kind, connection.request.path);
        """
      And Page has logged in as "alice" with the password "sesame"
      When Alice connects with Page's token
      Then Alice is answered with 101
      And the script logs "alice session /"

    Scenario: The endpoint's own path stands behind it
      Given the setting endpoints.0.path is "/chat"
      And an echo server
      And Page has logged in as "alice" with the password "sesame"
      When Alice connects to "/sgc/auth/session/[Page's token]/chat"
      Then Alice is answered with 101

    Scenario: Once only
      Given an echo server
      And Page has logged in as "alice" with the password "sesame"
      And Alice is connected with Page's token
      When Mallory connects with Page's token
      Then Mallory is answered with 401

    Scenario: As often as wanted, if that is allowed
      Given the setting authentication.session.singleUse is "false"
      And an echo server
      And Page has logged in as "alice" with the password "sesame"
      And Alice is connected with Page's token
      When Bob connects with Page's token
      Then Bob is answered with 101

    Scenario Outline: For a minute (<seconds> seconds)
      Given an echo server
      And Page has logged in as "alice" with the password "sesame"
      When <seconds> seconds pass
      And Alice connects with Page's token
      Then Alice is answered with <status>

      Examples:
        | seconds | status |
        | 59      | 101    |
        | 61      | 401    |

    Scenario: An invented token does not
      Given an echo server
      When Mallory connects to "/sgc/auth/session/abcdefghijklmnopqrstuvwxyz"
      Then Mallory is answered with 401
