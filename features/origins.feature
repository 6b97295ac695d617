@origins
Feature: Origins
  A browser lets any page open a WebSocket to any server, with the visitor's
  address and rights. It says which page asks (RFC 6455 §10.2), and the server
  decides.

  Rule: Pages of the server's own origin may connect

    Scenario: The same host and port
      Given an echo server
      When Alice connects with the headers:
        | Host   | chat.example:8080        |
        | Origin | http://chat.example:8080 |
      Then Alice is answered with 101

  Rule: Other pages may not, unless they are listed

    @rfc6455 @10.2
    Scenario: A foreign page is refused, and the log says what to do
      Given an echo server
      When Mallory connects with the headers:
        | Origin | https://evil.example |
      Then Mallory is answered with 403
      And the log says 'A page of https://evil.example was refused; list it in "origins"'

    Scenario Outline: <what>
      Given the setting origins is '["https://app.example", "https://*.club.example", "http://localhost:*"]'
      And an echo server
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
      And an echo server
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

    Scenario: All of them
      Given the setting origins is '["*"]'
      And an echo server
      When Alice connects with the headers:
        | Origin | https://anywhere.example |
      Then Alice is answered with 101

  Rule: What sends no Origin is no browser

    Scenario: It may connect
      Given an echo server
      When Alice connects
      Then Alice is answered with 101

    Scenario: Not where an origin is required
      Given the setting requireOrigin is "true"
      And an echo server
      When Alice connects
      Then Alice is answered with 403
