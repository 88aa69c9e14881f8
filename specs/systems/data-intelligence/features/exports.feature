Feature: Taking results home
  The result of a query is exported as a file and downloaded.

  Background:
    Given Noor is signed in
    And Noor has queued the question "Show me total sales by region"

  @createExport
  Scenario: An export is queued
    When Noor exports the query as "csv"
    Then the response status is 202
    And the export is "queued"

  @createExport
  Scenario: A format nobody reads
    When Noor exports the query as "wk1"
    Then the response status is 422
    And the error names the field "format"

  @downloadExport
  Scenario: Downloading the file
    Given the export of the query as "csv" has succeeded
    When Noor downloads the export
    Then the response status is 200
    And the file's name ends in ".csv"

  @downloadExport
  Scenario: Downloading too early
    Given Noor has exported the query as "csv"
    When she downloads the export
    Then the response status is 409

  @deleteExport
  Scenario: Deleting an export
    Given Noor has exported the query as "csv"
    When she deletes the export
    Then the response status is 204
