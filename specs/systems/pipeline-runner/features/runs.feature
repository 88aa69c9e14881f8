Feature: Runs
  A pipeline is run for a date, in the background.

  Background:
    Given Ada is signed in
    And Ada has the pipeline "Nightly matching"

  @startRun
  Scenario: A run is queued
    When Ada runs the pipeline for "2026-03-14"
    Then the response status is 202
    And the run is "pending"

  @startRun
  Scenario: A limit below one is refused
    When Ada runs the pipeline for "2026-03-14" with the limit 0
    Then the response status is 400
    And the error names the field "limit"

  @listRuns
  Scenario: The runs of a pipeline
    Given Ada has run the pipeline for 3 dates
    When she lists the runs of the pipeline
    Then the total is 3

  @getRun
  Scenario: A run that does not exist
    When Ada reads an unknown run of the pipeline
    Then the response status is 404
    And the error code is "NOT_FOUND"

  @getJobStatus
  Scenario: Following a run
    Given Ada has run the pipeline for "2026-03-14"
    When she polls the status of the run
    Then the response status is 200
    And the progress is at least 0 percent
