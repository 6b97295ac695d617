Feature: Decisions before the handshake
  A script may look at a request before it becomes a connection: onUpgrade
  accepts, refuses with a status of its own, or prepares data for later.

  Rule: onUpgrade accepts or rejects clients

    Scenario Outline: A request for <path> is answered with <status>
      Given a server with the script:
        """
        export function onUpgrade(request) {
          if (request.query !== "key=open") return { status: 403, body: "wrong key" };
        }
        export function onMessage() {}
        """
      When Alice connects to "<path>"
      Then Alice is answered with <status>

      Examples:
        | path        | status |
        | /?key=open  | 101    |
        | /?key=wrong | 403    |

    Scenario: A rejection has the script's body and headers
      Given a server with the script:
        """
        export const onUpgrade = () => ({ status: 429, headers: { "Retry-After": "60" }, body: "come back later" });
        export function onMessage() {}
        """
      When Alice connects
      Then Alice is answered with 429
      And Alice's answer says "come back later"
      And Alice's answer has the header "Retry-After: 60"

    Scenario: onUpgrade may be asynchronous
      Given a server with the script:
        """
        export async function onUpgrade() { await Promise.resolve(); return { data: { greeting: "hello" } }; }
        export function onConnect(connection) { connection.send(connection.data.greeting); }
        """
      When Alice connects
      Then Alice receives "hello"

  Rule: A failing onUpgrade rejects the client

    Scenario: onUpgrade that throws rejects with 500
      Given a server with the script:
        """
        export function onUpgrade() { throw new Error("no idea"); }
        export function onMessage() {}
        """
      When Alice connects
      Then Alice is answered with 500
      And Alice's answer says "The server failed to answer."
      And the log says "Error: no idea."
