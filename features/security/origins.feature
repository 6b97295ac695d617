@origins
Feature: Origins
  A browser lets any page open a WebSocket to any server, with the visitor's
  address and rights. It sends the origin of the page (RFC 6455 §10.2), and the
  server decides.

  Background:
    Given an echo server

  Rule: Pages of the server's own origin may connect

    Scenario Outline: <what>
      Given the setting hosts is '["chat.example"]'
      When Alice connects with the headers:
        | Host   | <host>   |
        | Origin | <origin> |
      Then Alice is answered with 101

      Examples:
        | what                     | host              | origin                   |
        | The same host and port   | chat.example:8080 | http://chat.example:8080 |
        | This machine by its name | localhost:8080    | http://localhost:8080    |
        | This machine by address  | 127.0.0.1:8080    | http://127.0.0.1:8080    |

  Rule: A name that is not the server's own does not make an origin its own

    Scenario: A page under a foreign name for this machine is rejected
      When Mallory connects with the headers:
        | Host   | evil.example:8080        |
        | Origin | http://evil.example:8080 |
      Then Mallory is answered with 403
      And the log says 'A page of http://evil.example:8080 was refused although its host matches; list the name in "hosts"'

    Scenario: A page under a name that hosts does not list is rejected
      Given the setting hosts is '["chat.example"]'
      When Mallory connects with the headers:
        | Host   | evil.example        |
        | Origin | http://evil.example |
      Then Mallory is answered with 403
      And the log says "was refused although its host matches"

    Scenario: Remote clients may use any name if hosts is empty
      Given the setting addresses.trustedProxies is '["127.0.0.1"]'
      When Alice connects with the headers:
        | Host            | chat.example        |
        | Origin          | http://chat.example |
        | X-Forwarded-For | 203.0.113.5         |
      Then Alice is answered with 101

  Rule: Other pages are rejected unless they are listed

    @rfc6455 @10.2
    Scenario: A foreign page is rejected, and the log names the fix
      When Mallory connects with the headers:
        | Origin | https://evil.example |
      Then Mallory is answered with 403
      And the log says 'A page of https://evil.example was refused; list it in "origins"'

    Scenario Outline: <what>
      Given the setting origins is '["https://app.example", "https://*.club.example", "http://localhost:*"]'
      When Alice connects with the headers:
        | Origin | <origin> |
      Then Alice is answered with 101

      Examples:
        | what                    | origin                     |
        | A listed origin         | https://app.example        |
        | A subdomain             | https://www.club.example   |
        | A port that is left open | http://localhost:5173     |

    Scenario Outline: <what> is not the listed one
      Given the setting origins is '["https://app.example", "https://*.club.example"]'
      When Mallory connects with the headers:
        | Origin | <origin> |
      Then Mallory is answered with 403
      And the log says "A page of"

      Examples:
        | what                  | origin                    |
        | Another scheme        | http://app.example        |
        | Another port          | https://app.example:8443  |
        | A longer name         | https://app.example.evil  |
        | The domain of subdomains | https://club.example   |
        | A name that ends alike | https://evilclub.example |
        | A page without origin | null                      |

    Scenario: The origin "*" accepts every page
      Given the setting origins is '["*"]'
      When Alice connects with the headers:
        | Origin | https://anywhere.example |
      Then Alice is answered with 101

  Rule: A client without an Origin is not a browser

    Scenario: A client without an Origin may connect
      When Alice connects
      Then Alice is answered with 101

    Scenario: A client without an Origin is rejected if requireOrigin is set
      Given the setting requireOrigin is "true"
      When Alice connects
      Then Alice is answered with 403
