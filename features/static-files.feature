@http
Feature: Static files
  A page that talks to the server has to come from somewhere. Folders of files
  are served on the same port, to everybody who may connect, and nothing
  outside them is.

  Background:
    Given the script:
      """
      export const onMessage = (connection, text) => connection.send(text);
      """
    And the setting static is '{ "/": "public" }'
    And the file "public/index.html":
      """
      <!doctype html><title>Home</title>
      """
    And the file "public/app.js":
      """
      console.log("hello");
      """
    And the file "secret.txt":
      """
      secret
      """

  Rule: A file is served as what it is

    Scenario Outline: The name says the type
      Given the file "<file>":
        """
        content
        """
      When Anna asks for "<path>"
      Then Anna is answered with 200
      And Anna's answer has the header "Content-Type: <type>"
      And Anna's answer has the header "X-Content-Type-Options: nosniff"

      Examples:
        | file               | path         | type                           |
        | public/a.html      | /a.html      | text/html; charset=utf-8       |
        | public/a.css       | /a.css       | text/css; charset=utf-8        |
        | public/a.js        | /a.js        | text/javascript; charset=utf-8 |
        | public/a.svg       | /a.svg       | image/svg+xml                  |
        | public/a.unheardof | /a.unheardof | application/octet-stream       |

    Scenario: A folder is answered with its index.html
      When Anna asks for "/"
      Then Anna is answered with 200
      And Anna's answer says "<title>Home</title>"

    Scenario: What is not there is not found
      When Anna asks for "/nothing.html"
      Then Anna is answered with 404

  Rule: Nothing outside the folder is served

    Scenario Outline: A way out leads nowhere
      When Mallory asks for "<path>"
      Then Mallory is answered with 404

      Examples:
        | path                  |
        | /../secret.txt        |
        | /%2e%2e/secret.txt    |
        | /..%2fsecret.txt      |
        | /%2e%2e%2fsecret.txt  |
        | /x/../../secret.txt   |
        | //secret.txt          |
        | /public/../secret.txt |

    Scenario Outline: A name that begins with a dot is no file
      Given the file "public/<file>":
        """
        secret
        """
      When Mallory asks for "/<file>"
      Then Mallory is answered with <status>

      Examples:
        | file                     | status |
        | .env                     | 404    |
        | .git/config              | 404    |
        | a/.hidden/b.txt          | 404    |
        | .well-known/security.txt | 200    |

  Rule: What a client has is not sent again

    Scenario: A file that has not changed
      Given Anna has asked for "/app.js"
      When Bert asks for "/app.js" with the headers:
        | If-None-Match | [Anna's ETag] |
      Then Bert is answered with 304

    Scenario: A part of a file
      When Anna asks for "/app.js" with the headers:
        | Range | bytes=0-6 |
      Then Anna is answered with 206
      And Anna's answer says "console"
      And Anna's answer has the header "Content-Range: bytes 0-6/21"

    Scenario: A client that takes compressed files gets them
      When Anna asks for "/app.js" with the headers:
        | Accept-Encoding | br, gzip |
      Then Anna is answered with 200
      And Anna's answer has the header "Content-Encoding: br"
      And Anna's answer has the header "Vary: Accept-Encoding"

  Rule: A folder that is not there is an error of the configuration

    Scenario: The server says which one
      Given the setting static is '{ "/": "pubic" }'
      When the server starts
      Then the server does not start, and says:
        """
        server.json(9): static./ must be a folder that exists (found "pubic").
        """
