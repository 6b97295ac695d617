@auth
Feature: Authentication in the URL
  Some clients can set neither headers nor bodies. They may put name and
  password into the path, if the server allows it: paths end up in histories.

  Background:
    Given the users:
      | name  | password |
      | alice | p/w %ß   |

  Rule: Credentials in the path must be enabled

    Scenario: Credentials in the path are rejected by default
      Given an echo server
      When Alice connects to "/sgc/auth/url/alice/p%2Fw%20%25%C3%9F"
      Then Alice is answered with 401

  Rule: The segments are name and password, percent-encoded

    Scenario Outline: <what>
      Given the setting authentication.url.enabled is "true"
      And an echo server
      When Alice connects to "<path>"
      Then Alice is answered with <status>

      Examples:
        | what                        | path                                            | status |
        | The right ones              | /sgc/auth/url/alice/p%2Fw%20%25%C3%9F           | 101    |
        | A wrong password            | /sgc/auth/url/alice/p                           | 401    |
        | No password                 | /sgc/auth/url/alice                             | 401    |
        | Bytes that are no UTF-8     | /sgc/auth/url/alice/%FF                         | 401    |
        | A path that is not there    | /sgc/auth/url/alice/p%2Fw%20%25%C3%9F/nowhere   | 404    |

  Rule: The prefix is configurable

    Scenario: A configured prefix replaces /sgc
      Given the setting authentication.url.enabled is "true"
      And the setting authentication.prefix is "/door"
      And an echo server
      When Alice connects to "/door/auth/url/alice/p%2Fw%20%25%C3%9F"
      Then Alice is answered with 101

  Rule: Scripts see the endpoint's path and the user but no password

    Scenario: The script sees the path without credentials
      Given the setting authentication.url.enabled is "true"
      And a server with the script:
        """
        export const onConnect = ({ request, user }) => console.log(JSON.stringify([request.path, request.query, user.name, user.kind]));
        """
      When Alice connects to "/sgc/auth/url/alice/p%2Fw%20%25%C3%9F?room=1"
      Then the script logs '["/","room=1","alice","url"]'
