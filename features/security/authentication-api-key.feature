@auth
Feature: Authentication with an API key
  A program without a user at its keyboard sends a key that was made for it. A
  key is long and random, so the server stores a fast hash of it and can check
  many.

  Background:
    Given the users:
      | name  | password | API key                                         | roles  |
      | alice | sesame   |                                                 | admin  |
      | robot |          | sws_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG | sensor |

  Rule: A user's key authenticates that user

    Scenario: The script sees the user but not the key
      Given a server with the script:
        """
        export const onConnect = ({ user, request }) =>
          console.log(user.name, user.kind, user.roles.join(), request.headers["x-api-key"]);
        """
      When Robot connects with the headers:
        | X-Api-Key | sws_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG |
      Then Robot is answered with 101
      And the script logs "robot apikey sensor undefined"

    Scenario: The header field of the key is configurable
      Given the setting authentication.apiKey.header is "X-Access-Key"
      And an echo server
      When Robot connects with the headers:
        | X-Access-Key | sws_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG |
      Then Robot is answered with 101

    Scenario: A key authenticates plain HTTP requests too
      Given an echo server
      When Robot sends the request:
        """
        GET / HTTP/1.1
        Host: 127.0.0.1
        X-Api-Key: sws_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG
        """
      Then Robot is answered with 426

  Rule: Other clients are rejected

    Background:
      Given an echo server

    Scenario Outline: <what>
      When Mallory connects with the headers:
        | X-Api-Key | <key> |
      Then Mallory is answered with 401

      Examples:
        | what                | key                                             |
        | Another key         | sws_0123456789abcdefghijklmnopqrstuvwxyzABCDEFX |
        | A key in other case | SWS_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG |
        | The beginning of it | sws_0123456789abcdefghijklmnopqrstuvwxyz        |
        | A password          | sesame                                          |
        | Something with gaps | one two                                         |

    Scenario: A key is not accepted as a password
      When Mallory connects as "robot" with the password "sws_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
      Then Mallory is answered with 401

    Scenario: A user without a password cannot log in with a password
      When Mallory connects as "robot" with the password "sesame"
      Then Mallory is answered with 401

    Scenario: A key is rejected if keys are disabled
      Given the setting authentication.apiKey.enabled is "false"
      When Robot connects with the headers:
        | X-Api-Key | sws_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG |
      Then Robot is answered with 401

    Scenario: An endpoint that accepts only keys requests one
      Given the setting endpoints.0.authentication.kinds is '["apikey"]'
      When Alice connects as "alice" with the password "sesame"
      Then Alice is answered with 401
      And Alice's answer has the header 'WWW-Authenticate: ApiKey realm="ScriptWs", header="X-Api-Key"'

  Rule: Keys of other formats go to the script

    Scenario Outline: <what>
      Given a server with the script:
        """
        export const onAuthenticate = ({ kind, token }) => kind === "apikey" && token === "k-1" && { name: "guest" };
        """
      When Carol connects with the headers:
        | X-Api-Key | <key> |
      Then Carol is answered with <status>

      Examples:
        | what        | key | status |
        | It knows it | k-1 | 101    |
        | It does not | k-2 | 401    |
