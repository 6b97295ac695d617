Feature: Paths of endpoints
  A client names a room or a document in the path of its WebSocket. A pattern
  takes such paths to one script, which finds the name in request.params.

  Background:
    Given the script:
      """
      const describe = (request) => `${request.path} ${JSON.stringify(request.params)}`;
      export const onConnect = (connection) => connection.send(describe(connection.request));
      export const onRequest = (request) => describe(request);
      """
    And the setting endpoints.0.path is "/rooms/:id"

  Rule: A pattern matches a path segment by segment

    Scenario Outline: "<path>" has the parameter <params>
      When Alice connects to "<path>"
      Then Alice receives '<path> <params>'

      Examples:
        | path               | params          |
        | /rooms/lobby       | {"id":"lobby"}  |
        | /rooms/a%20b       | {"id":"a b"}    |
        | /rooms/a%2Fb       | {"id":"a/b"}    |
        | /rooms/a%252Fb     | {"id":"a%2Fb"}  |
        | //x/../rooms//7    | {"id":"7"}      |

    Scenario Outline: "<path>" has no endpoint
      When Alice connects to "<path>"
      Then Alice is answered with 404

      Examples:
        | path           |
        | /rooms         |
        | /rooms/        |
        | /rooms/1/2     |
        | /ROOMS/1       |

    Scenario: A star takes the rest of the path
      Given the setting endpoints.0.path is "/doc/*"
      When Alice connects to "/doc/2026/plan"
      Then Alice receives '/doc/2026/plan {"*":"2026/plan"}'

    Scenario: Plain HTTP has the same parameters
      When Alice asks for "/rooms/7/members"
      Then Alice is answered with 200
      And Alice's answer says '/rooms/7/members {"id":"7"}'

  Rule: The most specific path wins

    Background:
      Given the file "lobby.js":
        """
        export const onConnect = (connection) => connection.send("the lobby");
        """
      And the file "all.js":
        """
        export const onConnect = (connection) => connection.send("somewhere");
        """
      And the setting endpoints is '[{ "path": "/rooms/*", "script": "all.js" }, { "path": "/rooms/:id", "script": "script.js" }, { "path": "/rooms/lobby", "script": "lobby.js" }]'

    Scenario Outline: "<path>" is answered by <endpoint>
      When Alice connects to "<path>"
      Then Alice receives '<says>'

      Examples:
        | path         | endpoint     | says                   |
        | /rooms/lobby | /rooms/lobby | the lobby              |
        | /rooms/7     | /rooms/:id   | /rooms/7 {"id":"7"}    |
        | /rooms/7/8   | /rooms/*     | somewhere              |

    Scenario: A changed pattern is in force for the next client
      Given Alice is connected to "/rooms/7"
      When the setting endpoints.1.path becomes "/halls/:name"
      And Bob connects to "/halls/7"
      And Carol connects to "/rooms/7"
      Then Bob receives '/halls/7 {"name":"7"}'
      And Carol receives "somewhere"
      And Alice's connection is open

    Scenario: Two patterns of which neither is more specific are refused
      Given the setting endpoints is '[{ "path": "/a/:x", "script": "script.js" }, { "path": "/:y/b", "script": "script.js" }]'
      When the server starts
      Then the server does not start, and says:
        """
        server.json(4): endpoints[0].path is no more specific than endpoints[1].path (found "/a/:x" and "/:y/b"), and both match "/a/b"; add an endpoint for that, or change one.
        server.json(8): endpoints[1].path is no more specific than endpoints[0].path (found "/:y/b" and "/a/:x"), and both match "/a/b"; add an endpoint for that, or change one.
        """

  @auth
  Rule: A pattern has rules of its own

    Background:
      Given the users:
        | name  | password | roles |
        | alice | sesame   | admin |
        | bob   | abrikado |       |
      And the setting static is '{ "/": "public" }'
      And the file "public/rooms/7/a.txt":
        """
        minutes
        """
      And the setting endpoints is '[{ "path": "/rooms/:id", "script": "script.js", "authentication": { "roles": ["admin"] } }, { "path": "/rooms/lobby", "script": "script.js", "authentication": false }]'

    Scenario Outline: <name> is answered with <status> at "<path>"
      Given the setting authentication.url.enabled is "true"
      When Client connects to "/sgc/auth/url/<name>/<password><path>"
      Then Client is answered with <status>

      Examples:
        | name  | password | path         | status |
        | alice | sesame   | /rooms/7     | 101    |
        | bob   | abrikado | /rooms/7     | 403    |
        | bob   | abrikado | /rooms//7    | 403    |
        | bob   | abrikado | /rooms/lobby | 101    |

    Scenario: The script that checks a password knows the parameter
      Given the script:
        """
        export const onAuthenticate = ({ user, request }) => user === request.params.id;
        export const onConnect = (connection) => connection.send(connection.user.name);
        """
      And the setting endpoints is '[{ "path": "/rooms/:id", "script": "script.js" }]'
      And the setting authentication.url.enabled is "true"
      When Carol connects to "/sgc/auth/url/carol/any/rooms/carol"
      And Mallory connects to "/sgc/auth/url/carol/any/rooms/alice"
      Then Carol receives "carol"
      And Mallory is answered with 401

    Scenario: A file below the pattern needs the same
      When Mallory asks for "/rooms/7/a.txt"
      Then Mallory is answered with 401
