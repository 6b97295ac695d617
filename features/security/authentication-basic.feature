@auth
Feature: Authentication with Basic
  A program sends a name and a password in the Authorization header (RFC 7617).
  Unauthenticated clients never reach the script.

  Background:
    Given the users:
      | name  | password | roles |
      | alice | sesame   | admin |
      | bob   | abrikado |       |

  Rule: A correct password authenticates its user

    Scenario: The script sees the user
      Given a server with the script:
        """
        export const onConnect = ({ user, send }) => console.log(user.name, user.kind, user.roles.join());
        """
      When Alice connects as "alice" with the password "sesame"
      Then Alice is answered with 101
      And the script logs "alice basic admin"

  Rule: Other clients are challenged

    Scenario Outline: <what> is refused
      Given a server with the script:
        """
        export const onUpgrade = () => console.log("asked");
        """
      When Mallory connects as "<name>" with the password "<password>"
      Then Mallory is answered with 401
      And Mallory's answer has the header 'WWW-Authenticate: Basic realm="ScriptWs", charset="UTF-8"'
      And the script logs nothing

      Examples:
        | what                | name  | password |
        | A wrong password    | alice | Sesame   |
        | Another's password  | alice | abrikado |
        | A name that is new  | carol | sesame   |
        | No password         | alice |          |

    Scenario: A client without credentials is rejected
      Given an echo server
      When Mallory connects
      Then Mallory is answered with 401

    Scenario: Malformed credentials are rejected
      Given an echo server
      When Mallory connects with the headers:
        | Authorization | Basic !!! |
      Then Mallory is answered with 401

    Scenario: Plain HTTP requests are challenged too
      Given an echo server
      When Mallory sends the request:
        """
        GET / HTTP/1.1
        Host: 127.0.0.1
        """
      Then Mallory is answered with 401

    Scenario: A preflight request of a browser is not challenged
      Given an echo server
      When Mallory sends the request:
        """
        OPTIONS / HTTP/1.1
        Host: 127.0.0.1
        """
      Then Mallory is answered with 426

  Rule: With reject "close", a page can see why it was rejected

    Scenario: A rejected client is closed with 3000
      Given the setting authentication.reject is "close"
      And an echo server
      When Mallory connects
      Then Mallory is answered with 101
      And Mallory's connection is closed with 3000 "unauthorized"

  Rule: allowAnonymous accepts clients without credentials

    Background:
      Given the setting authentication.allowAnonymous is "true"
      And an echo server

    Scenario: A client without credentials has no user
      When Alice connects
      Then Alice is answered with 101

    Scenario: Wrong credentials are rejected even where anonymous clients are accepted
      When Mallory connects as "alice" with the password "wrong"
      Then Mallory is answered with 401

  Rule: An endpoint may require less or more than the server

    Background:
      Given an echo server

    Scenario: An open endpoint accepts clients without credentials
      Given the setting endpoints.0.authentication is "false"
      When Alice connects
      Then Alice is answered with 101

    Scenario Outline: An endpoint for a role
      Given the setting endpoints.0.authentication.roles is '["admin"]'
      When Alice connects as "<user>" with the password "<password>"
      Then Alice is answered with <status>

      Examples:
        | user  | password | status |
        | alice | sesame   | 101    |
        | bob   | abrikado | 403    |

  Rule: Guessing passwords gets slower and slower

    Background:
      Given the setting authentication.maxFailures is "1"
      And an echo server

    Scenario: An address with too many failures is throttled
      When Mallory connects as "alice" with the password "one"
      And Eve connects as "alice" with the password "two"
      And Alice connects as "alice" with the password "sesame"
      Then Alice is answered with 429
      And Alice's answer has the header "Retry-After: 1"
      And the log says "failed to authenticate more than 1 times"

    Scenario: A throttled address may try again later
      When Mallory connects as "alice" with the password "one"
      And Eve connects as "alice" with the password "two"
      And 1 second passes
      And Alice connects as "alice" with the password "sesame"
      Then Alice is answered with 101
      And the log says "failed to authenticate more than 1 times"

  Rule: Credentials that match no configured user go to the script

    Scenario Outline: <what>
      Given a server with the script:
        """
        export const onAuthenticate = async ({ user, password }) => password === "open" && { roles: ["guest"] };
        export const onConnect = (connection) => console.log(connection.user.name, connection.user.roles.join());
        """
      When Carol connects as "carol" with the password "<password>"
      Then Carol is answered with <status>

      Examples:
        | what      | password | status |
        | It does   | open     | 101    |
        | It does not | shut   | 401    |
