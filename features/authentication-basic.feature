@auth
Feature: Authentication with Basic
  A program says who it is with a name and a password in the Authorization
  header (RFC 7617). Nobody gets as far as the script who is not let in.

  Background:
    Given the users:
      | name  | password | roles |
      | alice | sesame   | admin |
      | bob   | abrikado |       |

  Rule: Who knows the password comes in

    Scenario: The script sees who it is
      Given a server with the script:
        """
        export const onConnect = ({ user, send }) => console.log(user.name, user.kind, user.roles.join());
        """
      When Alice connects as "alice" with the password "sesame"
      Then Alice is answered with 101
      And the script logs "alice basic admin"

  Rule: Everybody else is challenged

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

    Scenario: A client that says nothing is refused
      Given an echo server
      When Mallory connects
      Then Mallory is answered with 401

    Scenario: Credentials that cannot be read are refused
      Given an echo server
      When Mallory connects with the headers:
        | Authorization | Basic !!! |
      Then Mallory is answered with 401

    Scenario: Plain HTTP is challenged as well
      Given an echo server
      When Mallory sends the request:
        """
        GET / HTTP/1.1
        Host: 127.0.0.1
        """
      Then Mallory is answered with 401

    Scenario: A browser that asks what it may ask for is not
      Given an echo server
      When Mallory sends the request:
        """
        OPTIONS / HTTP/1.1
        Host: 127.0.0.1
        """
      Then Mallory is answered with 426

  Rule: A page in a browser can see why, if it is told by a close

    Scenario: Refused with 3000
      Given the setting authentication.reject is "close"
      And an echo server
      When Mallory connects
      Then Mallory is answered with 101
      And Mallory's connection is closed with 3000 "unauthorized"

  Rule: Visitors without credentials may be let in

    Scenario: Nobody in particular
      Given the setting authentication.allowAnonymous is "true"
      And an echo server
      When Alice connects
      Then Alice is answered with 101

    Scenario: Wrong credentials are refused all the same
      Given the setting authentication.allowAnonymous is "true"
      And an echo server
      When Mallory connects as "alice" with the password "wrong"
      Then Mallory is answered with 401

  Rule: An endpoint may ask for less or more than the server

    Scenario: An open endpoint
      Given the setting endpoints.0.authentication is "false"
      And an echo server
      When Alice connects
      Then Alice is answered with 101

    Scenario Outline: An endpoint for a role
      Given the setting endpoints.0.authentication.roles is '["admin"]'
      And an echo server
      When Alice connects as "<user>" with the password "<password>"
      Then Alice is answered with <status>

      Examples:
        | user  | password | status |
        | alice | sesame   | 101    |
        | bob   | abrikado | 403    |

  Rule: Guessing takes longer and longer

    Scenario: An address that failed too often has to wait
      Given the setting authentication.maxFailures is "1"
      And an echo server
      When Mallory connects as "alice" with the password "one"
      And Eve connects as "alice" with the password "two"
      And Alice connects as "alice" with the password "sesame"
      Then Alice is answered with 429
      And Alice's answer has the header "Retry-After: 1"
      And the log says "failed to authenticate more than 1 times"

    Scenario: It may try again after that
      Given the setting authentication.maxFailures is "1"
      And an echo server
      When Mallory connects as "alice" with the password "one"
      And Eve connects as "alice" with the password "two"
      And 1 second passes
      And Alice connects as "alice" with the password "sesame"
      Then Alice is answered with 101
      And the log says "failed to authenticate more than 1 times"

  Rule: Whom the users do not know, the script may

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
