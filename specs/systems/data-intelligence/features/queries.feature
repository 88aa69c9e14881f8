Feature: Questions in plain language
  A question about the files of a session is answered with rows and an explanation.

  Background:
    Given Noor is signed in
    And Noor has uploaded "sales.csv" with the regions "North" and "South"

  @processQuery
  Scenario: Asking a question
    When Noor asks "Show me total sales by region"
    Then the response status is 200
    And the result has 2 rows
    And the result explains itself

  @processQuery
  Scenario: An empty question
    When Noor asks ""
    Then the response status is 422
    And the error names the field "query"

  @createQuery
  Scenario: Queueing a question
    When Noor queues the question "Show me total sales by region"
    Then the response status is 202
    And the query is "queued"

  @listQueries
  Scenario: The questions of a session
    Given Noor has queued 3 questions
    When she lists the queries of the session
    Then the total count is 3

  @getQueryResults
  Scenario: Results of an unknown query
    When Noor reads the results of an unknown query
    Then the response status is 404
