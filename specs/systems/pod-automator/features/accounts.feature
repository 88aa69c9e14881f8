Feature: Sign-in
  People register once and prove who they are with a bearer token.

  @registerUser
  Scenario: Registering with a free e-mail address
    Given no account exists for "mara@example.com"
    When Mara registers with the e-mail address "mara@example.com" and a password of 16 characters
    Then the response status is 201
    And the account shows the e-mail address "mara@example.com"
    And the account shows no password

  @registerUser
  Scenario: An e-mail address can be registered only once
    Given an account exists for "mara@example.com"
    When someone registers with the e-mail address "mara@example.com"
    Then the response status is 409
    And the error code is "CONFLICT"

  @registerUser
  Scenario Outline: A password that is too short is refused
    When Mara registers with a password of <length> characters
    Then the response status is 422
    And the error code is "VALIDATION_ERROR"

    Examples:
      | length |
      | 1      |
      | 11     |

  @login
  Scenario: Signing in with the right password
    Given an account exists for "mara@example.com"
    When Mara signs in with the right password
    Then the response status is 200
    And the response carries a bearer token

  @login
  Scenario: A wrong password opens nothing
    Given an account exists for "mara@example.com"
    When Mara signs in with a wrong password
    Then the response status is 401

  @getCurrentUser
  Scenario: Nobody is signed in without a token
    When the current user is read without a token
    Then the response status is 401
    And the error code is "UNAUTHORIZED"
