Feature: Sessions
  A session holds the files and the questions of one piece of work.

  Background:
    Given Noor is signed in

  @createSession
  Scenario: Beginning a session
    When Noor begins the session "Sales 2026"
    Then the response status is 201
    And the session is "open"

  @createSession
  Scenario: A session needs a title
    When Noor begins a session without a title
    Then the response status is 422
    And the error names the field "title"

  @updateSession
  Scenario: Archiving a session
    Given Noor has the session "Sales 2026"
    When she changes the status of the session to "archived"
    Then the response status is 200
    And the session is "archived"

  @listSessions
  Scenario: Paging through sessions
    Given Noor has 30 sessions
    When she lists sessions with offset 20 and limit 20
    Then the response holds 10 items
    And the total count is 30
    And there are no more items

  @deleteSession
  Scenario: A deleted session is gone
    Given Noor has the session "Sales 2026"
    When she deletes the session
    Then the response status is 204
    And reading the session is answered with 404

  @streamSessionEvents
  Scenario: Following a session
    Given Noor has the session "Sales 2026"
    When she follows the events of the session
    Then the response status is 200
    And the content type is "text/event-stream"
    And the first event is of type "connected"
