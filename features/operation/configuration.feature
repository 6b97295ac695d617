Feature: Configuration
  server.json is read strictly: a mistake is reported with its line, the value
  found and the fix, and a half-configured server never starts.

  Rule: A mistake prevents the start and is reported in one sentence

    Scenario Outline: <what>
      Given the setting <setting> is "<value>"
      When the server starts
      Then the server does not start, and says:
        """
        <sentence>
        """

      Examples:
        | what                | setting                  | value   | sentence |
        | A name that is not known | limits.maxMesageSize | 5       | server.json(3): "maxMesageSize" is not a setting of limits; did you mean "maxMessageSize"? |
        | A value of another kind | limits.maxConnections | many    | server.json(3): limits.maxConnections must be a whole number (found "many"). |
        | A value out of range | limits.maxConnections   | -1      | server.json(3): limits.maxConnections must be at least 0 (found -1). |

  Rule: Settings can be given by path

    Scenario: A setting can be given by its path
      Given the setting endpoints.0.path is "/chat"
      And an echo server
      When Alice connects to "/chat"
      Then Alice is answered with 101

  Rule: Endpoints have scripts of their own

    Scenario: Two endpoints have different scripts
      Given the file "loud.js":
        """
        export function onMessage(connection, text) { connection.send(text.toUpperCase()); }
        """
      And the file "quiet.js":
        """
        export function onMessage(connection, text) { connection.send(text.toLowerCase()); }
        """
      And the settings:
        """
        { "endpoints": [ { "path": "/loud", "script": "loud.js" }, { "path": "/quiet", "script": "quiet.js" } ] }
        """
      And Alice is connected to "/loud"
      And Bob is connected to "/quiet"
      When Alice sends "Hello"
      And Bob sends "Hello"
      Then Alice receives "HELLO"
      And Bob receives "hello"
