Feature: Sign-in
  Only people with an account may run pipelines.

  @login
  Scenario: Signing in
    Given an account exists for "ada@example.com"
    When Ada signs in with the right password
    Then the response status is 200
    And the response carries a bearer token

  @login
  Scenario: A wrong password
    Given an account exists for "ada@example.com"
    When Ada signs in with a wrong password
    Then the response status is 401

  @listPipelines
  Scenario: Nothing is shown without a token
    When the pipelines are listed without a token
    Then the response status is 401
