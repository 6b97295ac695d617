@http
Feature: Static files
  Pages need to be served from somewhere. Folders of files are served on the
  same port to all clients that may connect, and nothing outside them is.

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

  Rule: A file is served with its type

    Scenario Outline: The extension determines the content type
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

    Scenario: A folder is served as its index.html
      When Anna asks for "/"
      Then Anna is answered with 200
      And Anna's answer says "<title>Home</title>"

    Scenario: A folder without a final slash is redirected on the same scheme and host
      Given the file "public/help/index.html":
        """
        <title>Help</title>
        """
      When Anna asks for "/help"
      Then Anna is answered with 301
      And Anna's answer has the header "Location: /help/"

    Scenario: A file with a final slash gets 404
      When Anna asks for "/app.js/"
      Then Anna is answered with 404

    Scenario: A missing file gets 404
      When Anna asks for "/nothing.html"
      Then Anna is answered with 404

  Rule: Nothing outside the folder is served

    Scenario Outline: A path out of the folder gets 404
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

    Scenario Outline: A name that starts with a dot gets 404
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

  @auth
  Rule: Every spelling of a path requires the same authentication

    Scenario Outline: "<path>" is refused without a password
      Given the users:
        | name  | password |
        | alice | sesame   |
      And the setting endpoints is '[{ "path": "/", "script": "script.js", "authentication": false }, { "path": "/private", "script": "script.js" }]'
      And the file "public/private/a.txt":
        """
        secret
        """
      When Mallory asks for "<path>"
      Then Mallory is answered with 401

      Examples:
        | path                           |
        | /private/a.txt                 |
        | //private/a.txt                |
        | /.//private/a.txt              |
        | /x/..//private/a.txt           |
        | /%70rivate/a.txt               |
        | http://127.0.0.1//private/a.txt |

  Rule: Cached files are not sent again

    Scenario: An unchanged file gets 304
      Given Anna has asked for "/app.js"
      When Bert asks for "/app.js" with the headers:
        | If-None-Match | [Anna's ETag] |
      Then Bert is answered with 304

    Scenario: A range request gets a part of the file
      When Anna asks for "/app.js" with the headers:
        | Range | bytes=0-6 |
      Then Anna is answered with 206
      And Anna's answer says "console"
      And Anna's answer has the header "Content-Range: bytes 0-6/21"

    Scenario: A range in another unit than bytes is ignored
      When Anna asks for "/app.js" with the headers:
        | Range | lines=0-6 |
      Then Anna is answered with 200
      And Anna's answer says "hello"

    Scenario: A client that accepts compression gets compressed files
      When Anna asks for "/app.js" with the headers:
        | Accept-Encoding | br, gzip |
      Then Anna is answered with 200
      And Anna's answer has the header "Content-Encoding: br"
      And Anna's answer has the header "Vary: Accept-Encoding"

  Rule: A missing folder is a configuration error

    Scenario: The error names the missing folder
      Given the setting static is '{ "/": "pubic" }'
      When the server starts
      Then the server does not start, and says:
        """
        server.json(9): static./ must be a folder that exists (found "pubic").
        """
