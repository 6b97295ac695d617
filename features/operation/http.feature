@http
Feature: Plain HTTP
  The same port also serves plain HTTP: pages, small interfaces and health
  checks. The rules about who may connect apply to them too.

  Rule: A script answers requests

    Background:
      Given the script:
        """
        export function onRequest(request) {
          switch (request.path) {
            case "/hello": return "hello " + (new URLSearchParams(request.query).get("name") ?? "you");
            case "/echo": return { status: 201, headers: { "X-Method": request.method }, body: request.text().toUpperCase() };
            case "/sum": return { headers: { "Content-Type": "application/json" }, body: JSON.stringify(request.json().reduce((a, b) => a + b)) };
            case "/later": console.log("begun"); return new Promise((resolve) => setTimeout(() => resolve("at last"), 100));
            case "/who": return request.remoteAddress + " " + JSON.stringify(request.user);
          }
        }
        export const onMessage = (connection, text) => connection.send(text);
        """

    Scenario: onRequest answers with a text
      When Anna asks for "/hello?name=Anna"
      Then Anna is answered with 200
      And Anna's answer says "hello Anna"
      And Anna's answer has the header "Content-Type: text/plain; charset=utf-8"

    Scenario: onRequest answers with a status, header fields and a body
      When Anna sends "shout" to "/echo" by PUT
      Then Anna is answered with 201
      And Anna's answer says "SHOUT"
      And Anna's answer has the header "X-Method: PUT"

    Scenario: onRequest reads a JSON body
      When Anna sends "[1, 2, 3]" to "/sum" by POST
      Then Anna is answered with 200
      And Anna's answer says "6"

    Scenario: onRequest may answer asynchronously
      When Anna asks for "/later" without waiting
      Then the script logs "begun"
      When 100 milliseconds pass
      Then Anna is answered with 200
      And Anna's answer says "at last"

    Scenario: A request that onRequest does not answer gets 404
      When Anna asks for "/nothing"
      Then Anna is answered with 404

    Scenario: A WebSocket at the same path still connects
      When Anna connects
      And Anna sends "hello"
      Then Anna receives "hello"

    @auth
    Scenario: onRequest sees the user
      When Anna asks for "/who"
      Then Anna's answer says "127.0.0.1 null"

  Rule: Errors of a script stay in the log

    Scenario Outline: A failure is answered with 500 and nothing else
      Given the script:
        """
        export function onRequest(request) {
          switch (request.path) {
            case "/throws": throw new Error("the password is sesame");
            case "/rejects": return Promise.reject(new Error("the password is sesame"));
            case "/strange": return 5;
            case "/status": return { status: 99 };
            case "/splits": return { headers: { "X-A": "a\r\nX-B: b" } };
            case "/frames": return { headers: { "Content-Length": "5" } };
            case "/endless": for (;;);
            case "/json": return request.json();
          }
        }
        """
      When Anna asks for "<path>"
      Then Anna is answered with 500
      And Anna's answer says "The server failed to answer."
      And the log says "<logged>"

      Examples:
        | path     | logged                                                                    |
        | /throws  | the password is sesame                                                    |
        | /rejects | onRequest was rejected                                                    |
        | /strange | it returned neither nothing, a string nor an object                       |
        | /status  | status is not a number from 200 to 599                                    |
        | /splits  | has a character that HTTP forbids                                         |
        | /frames  | the header field Content-Length is written by the server itself           |
        | /endless | turnTimeout                                                               |
        | /json    | The body is no JSON                                                       |

  Rule: The limits of requests are kept

    Background:
      Given the script:
        """
        export function onRequest(request) {
          if (request.path !== "/never") return `${request.bytes().length}`;
          console.log("begun");
          return new Promise(() => {});
        }
        """

    Scenario Outline: A request body has a maximum size
      Given the setting limits.maxRequestBody is "1KiB"
      When Anna sends a text of <bytes> bytes to "/" by POST
      Then Anna is answered with <status>

      Examples:
        | bytes | status |
        | 1024  | 200    |
        | 1025  | 413    |

    Scenario: An answer has a time limit
      When Anna asks for "/never" without waiting
      Then the script logs "begun"
      When 30 seconds pass
      Then Anna is answered with 503

  Rule: Pages that may connect may read answers

    Background:
      Given the setting origins is '["https://app.example.com"]'
      And the script:
        """
        export const onRequest = (request) => "mine";
        """

    Scenario: A listed page gets CORS headers
      When Anna asks for "/" with the headers:
        | Origin | https://app.example.com |
      Then Anna is answered with 200
      And Anna's answer has the header "Access-Control-Allow-Origin: https://app.example.com"
      And Anna's answer has the header "Vary: Origin"

    Scenario: A preflight request of a listed page is answered
      When Anna sends the request:
        """
        OPTIONS / HTTP/1.1
        Host: 127.0.0.1
        Origin: https://app.example.com
        Access-Control-Request-Method: PUT
        Access-Control-Request-Headers: content-type
        """
      Then Anna is answered with 204
      And Anna's answer has the header "Access-Control-Allow-Methods: PUT"
      And Anna's answer has the header "Access-Control-Allow-Headers: content-type"

    Scenario: A page that is not listed is rejected
      When Mallory asks for "/" with the headers:
        | Origin | https://evil.example |
      Then Mallory is answered with 403
      And the log says "A page of https://evil.example was refused"

  Rule: Load balancers can check the server

    Background:
      Given an echo server

    Scenario Outline: The health paths answer
      When Balancer asks for "<path>"
      Then Balancer is answered with 200
      And Balancer's answer says "<says>"

      Examples:
        | path     | says  |
        | /healthz | live  |
        | /readyz  | ready |

    Scenario: A draining server is live but not ready
      Given Alice is connected
      And Alice does not answer Close frames
      And the server has begun to stop
      When Balancer asks for "/readyz"
      And Probe asks for "/healthz"
      Then Balancer is answered with 503
      And Probe is answered with 200

    Scenario: A server whose file on disk was refused is ready with the previous version
      When the script becomes:
        """
        export function onMessage( {
        """
      And Balancer asks for "/readyz"
      Then Balancer is answered with 200
      And Balancer's answer says "ready (previous version)"
      And the log says "generation 2 was refused"

    Scenario: Health checks need no authentication
      Given the users:
        | name  | password |
        | alice | sesame   |
      When Balancer asks for "/readyz"
      Then Balancer is answered with 200

    Scenario: Disabled health checks get 404
      Given the setting health.enabled is "false"
      When Balancer asks for "/healthz"
      Then Balancer is answered with 426
