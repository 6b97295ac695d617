@auth
Feature: Authentication with a bearer token
  An identity provider knows the users and issues signed tokens (JWT, RFC 7519).
  A valid token (RFC 6750) authenticates until it expires. The token itself
  stays between the client and the server.

  Background:
    Given tokens are signed with the secret "a-secret-of-more-than-32-characters-here"

  Rule: A signed token identifies the user

    Scenario: The script sees name, roles and claims of the token
      Given the token "right" for "alice" with:
        | roles | ["admin","writer"] |
        | plan  | gold               |
      And a server with the script:
        """
        export const onConnect = ({ user }) => console.log(user.name, user.kind, user.roles.join(), user.claims.plan);
        """
      When Alice connects with the token "right"
      Then Alice is answered with 101
      And the script logs "alice bearer admin,writer gold"

    Scenario: The claims for name and roles are configurable
      Given the setting authentication.bearer.nameClaim is "email"
      And the setting authentication.bearer.rolesClaim is "realm.roles"
      And the token "right" for "4711" with:
        | email | alice@example.com     |
        | realm | {"roles": ["reader"]} |
      And a server with the script:
        """
        export const onConnect = ({ user }) => console.log(user.name, user.roles.join());
        """
      When Alice connects with the token "right"
      Then the script logs "alice@example.com reader"

    Scenario Outline: An endpoint for a role, and a token <with>
      Given the setting endpoints.0.authentication.roles is '["admin"]'
      And the token "hers" for "alice" with:
        | roles | <roles> |
      And an echo server
      When Alice connects with the token "hers"
      Then Alice is answered with <status>

      Examples:
        | with       | roles      | status |
        | with it    | ["admin"]  | 101    |
        | without it | ["reader"] | 403    |

  Rule: A page sends its token beside the subprotocol "bearer"

    Background:
      Given an echo server

    Scenario: The answer contains the subprotocol but not the token
      Given the token "right" for "alice"
      When Alice connects with:
        | subprotocols | bearer, [right] |
      Then Alice is answered with 101
      And Alice's answer has the header "Sec-WebSocket-Protocol: bearer"

    Scenario: A subprotocol of the endpoint is preferred over "bearer"
      Given the setting endpoints.0.subprotocols is '["chat"]'
      And the token "right" for "alice"
      When Alice connects with:
        | subprotocols | bearer, [right], chat |
      Then Alice is answered with 101
      And Alice's answer has the header "Sec-WebSocket-Protocol: chat"

    Scenario: The subprotocol "bearer" without a token is rejected
      Given the token "right" for "alice"
      When Mallory connects with:
        | subprotocols | [right], bearer |
      Then Mallory is answered with 401

  Rule: A token in the query counts only if inQuery is set

    Scenario Outline: <what>
      Given the setting authentication.bearer.inQuery is "<on>"
      And the token "right" for "alice"
      And an echo server
      When Alice connects to "/?room=1&access_token=[right]"
      Then Alice is answered with <status>

      Examples:
        | what         | on    | status |
        | Switched on  | true  | 101    |
        | Switched off | false | 401    |

  Rule: The token stays between the client and the server

    Scenario: The script sees the request without the token
      Given the setting authentication.bearer.inQuery is "true"
      And the token "right" for "alice"
      And a server with the script:
        """
        export const onUpgrade = ({ query, subprotocols, headers }) =>
          console.log(query, subprotocols.join(), headers["sec-websocket-protocol"], headers.authorization);
        """
      When Alice connects to "/?room=1&access_token=[right]"
      And Bob connects with:
        | subprotocols | v2, bearer, [right] |
      And Carol connects with the token "right"
      Then the script logs "room=1  undefined undefined"
      And the script logs " v2 v2 undefined"
      And the script logs "  undefined undefined"

    Scenario: A script cannot choose the token as the subprotocol
      Given the token "right" for "alice"
      And a server with the script:
        """
        export const onUpgrade = ({ subprotocols }) => ({ subprotocol: subprotocols[1] });
        """
      When Alice connects with:
        | subprotocols | v2, bearer, [right] |
      Then Alice is answered with 101
      And Alice's answer has the header "Sec-WebSocket-Protocol: bearer"

    Scenario: A script that answers plain HTTP does not see the token
      Given the setting authentication.bearer.inQuery is "true"
      And the token "right" for "alice"
      And a server with the script:
        """
        export const onRequest = ({ query, headers, user }) => `${user.name} ${query} ${headers.authorization}`;
        """
      When Alice asks for "/?room=1&access_token=[right]"
      Then Alice is answered with 200
      And Alice's answer says "alice room=1 undefined"

  Rule: An invalid token is rejected

    Background:
      Given an echo server

    @rfc6750 @3
    Scenario: The challenge names the invalid token as the reason
      Given the token "forged" for "alice" with:
        | secret | another-one-of-at-least-32-characters |
      When Mallory connects with the token "forged"
      Then Mallory is answered with 401
      And Mallory's answer has the header 'WWW-Authenticate: Bearer realm="ScriptWs", error="invalid_token"'

    @rfc6750 @3.1
    Scenario: A client without a token is challenged for one
      Given the setting authentication.basic.enabled is "false"
      When Alice connects
      Then Alice is answered with 401
      And Alice's answer has the header 'WWW-Authenticate: Bearer realm="ScriptWs"'

    Scenario Outline: <what>
      Given the setting authentication.bearer.issuer is "https://issuer.example"
      And the setting authentication.bearer.audience is "chat"
      And the token "hers" for "alice" with:
        | iss | <iss> |
        | aud | <aud> |
        | nbf | <nbf> |
      When Alice connects with the token "hers"
      Then Alice is answered with <status>

      Examples:
        | what                         | iss                    | aud              | nbf        | status |
        | Issuer and audience are right | https://issuer.example | ["mail", "chat"] | 0          | 101    |
        | Another issuer               | https://evil.example   | chat             | 0          | 401    |
        | Another audience             | https://issuer.example | mail             | 0          | 401    |
        | Not yet valid                | https://issuer.example | chat             | 4102444800 | 401    |

    Scenario: An expired token is rejected as expired
      Given the token "old" for "alice" with:
        | lasts | 1 minute |
      When 90 seconds pass
      And Alice connects with the token "old"
      Then Alice is answered with 401
      And Alice's answer says "The token has expired."
      And Alice's answer has the header 'WWW-Authenticate: Bearer realm="ScriptWs", error="invalid_token", error_description="The token has expired"'

  Rule: A connection lasts as long as its token

    Scenario Outline: After <seconds> seconds, a token of one minute with 30 seconds of clock skew
      Given the token "short" for "alice" with:
        | lasts | 1 minute |
      And an echo server
      And Alice is connected with the token "short"
      When <seconds> seconds pass
      Then Alice's connection is <state>

      Examples:
        | seconds | state                              |
        | 89      | open                               |
        | 91      | closed with 3000 "token expired" |

    Scenario: A new token of the same user keeps the connection open
      Given the token "short" for "alice" with:
        | lasts | 1 minute |
      And a server with the script:
        """
        export const onMessage = async (connection, token) => console.log((await connection.reauthenticate(token))?.name ?? "no");
        """
      And Alice is connected with the token "short"
      And the token "next" for "alice" with:
        | lasts | 5 minutes |
      When Alice sends "[next]"
      And 4 minutes pass
      Then the script logs "alice"
      And Alice's connection is open

    Scenario Outline: <what> changes nothing
      Given the token "short" for "alice" with:
        | lasts | 1 minute |
      And a server with the script:
        """
        export const onMessage = async (connection, token) =>
          console.log((await connection.reauthenticate(token))?.name ?? "no", connection.user.name);
        """
      And Alice is connected with the token "short"
      And the token "next" for "<user>" with:
        | secret | <secret> |
      When Alice sends "[next]"
      And 2 minutes pass
      Then the script logs "no alice"
      And Alice's connection is closed with 3000 "token expired"

      Examples:
        | what                    | user  | secret                                   |
        | Another user's token    | bob   | a-secret-of-more-than-32-characters-here |
        | A token that is forged  | alice | another-one-of-at-least-32-characters    |

  Rule: Tokens of other kinds go to the script

    Scenario Outline: <what>
      Given a server with the script:
        """
        export const onAuthenticate = ({ kind, token }) => kind === "bearer" && token === "ticket-7" && { name: "carol" };
        export const onConnect = ({ user }) => console.log(user.name, user.kind);
        """
      When Carol connects with the headers:
        | Authorization | Bearer <token> |
      Then Carol is answered with <status>

      Examples:
        | what            | token    | status |
        | It knows it     | ticket-7 | 101    |
        | It does not     | ticket-8 | 401    |

    Scenario: The script can limit the lifetime of a token
      Given a server with the script:
        """
        export const onAuthenticate = () => ({ name: "carol", expiresAt: Date.now() + 60_000 });
        """
      When Carol connects with the headers:
        | Authorization | Bearer ticket-7 |
      And 61 seconds pass
      Then Carol's connection is closed with 3000 "token expired"

    Scenario: An invalid JWT is rejected without asking the script
      Given the token "forged" for "alice" with:
        | secret | another-one-of-at-least-32-characters |
      And a server with the script:
        """
        export const onAuthenticate = () => true;
        """
      When Mallory connects with the token "forged"
      Then Mallory is answered with 401
