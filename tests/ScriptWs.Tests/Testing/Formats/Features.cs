namespace ScriptWs.Tests.Testing.Formats;

/// <summary>Features as a manual would have them.</summary>
internal static class Features
{
    public const string Heartbeat = """
        @heartbeat @rfc6455
        Feature: Heartbeat
          A TCP connection can die without telling either end. The server pings a
          connection that has fallen silent (RFC 6455 §5.5.2) and lets go of one that
          does not answer in time, so that the script is never left talking to nobody.

          Background:
            Given a server that runs "echo.js"

          @5.5.2 @may
          Rule: A silent connection is pinged

            Scenario: A Ping is sent when the interval has passed
              Given a heartbeat interval of 30 seconds
              When 31 seconds pass in silence
              Then Alice receives 1 Ping

            Scenario: Messages count as signs of life
              Given a heartbeat interval of 30 seconds
              When Alice sends "hello" after 20 seconds
              And 29 seconds pass in silence
              Then Alice has received:
                | kind | payload | after      |
                | text | hello   | 20 seconds |

          @5.5.3 @must
          Rule: An unanswered Ping ends the connection
            The timeout is shorter than the interval:

            * an answer in time keeps the connection;
            * silence ends it with `1011`.

            Scenario Outline: A Pong counts until the timeout has run out
              Given a heartbeat interval of 30 seconds and a timeout of 10 seconds
              And Alice is connected and answers a Ping after <delay> seconds
              When 45 seconds pass in silence
              Then Alice's connection is <state>

              Examples:
                | delay | state  |
                | 9     | open   |
                | 11    | closed |

            Scenario: The script learns about it
              Given the script:
                ```js
                export function onDisconnect(connection, code) {
                  console.log(`gone: ${code}`);
                }
                ```
              When Alice does not answer a Ping
              Then the log holds "gone: 1006"

        """;
}
