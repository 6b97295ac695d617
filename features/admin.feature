@admin
Feature: Admin page
  A page shows the server and works on it. It is off until somebody asks for it,
  and then it is for those who have been given the role, and for no one else.

  Rule: What would open it to everybody does not start

    Scenario: Without a user who may come in
      Given the setting admin.enabled is "true"
      When the server starts
      Then the server does not start, and says:
        """
        server.json(3): admin.enabled needs a user with the role admin; make one with scriptws user NAME --roles admin.
        """

    Scenario: Beyond this machine without TLS
      Given the setting admin.enabled is "true"
      And the setting admin.address is "*"
      And the setting authentication.usersFile is "users.json"
      And the file "users.json":
        """
        { "users": [] }
        """
      When the server starts
      Then the server does not start, and says:
        """
        server.json(2): admin.tls must be true where others than this machine reach the page: passwords come over it.
        """
