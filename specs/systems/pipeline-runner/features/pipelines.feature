Feature: Pipelines
  A pipeline has a name, and a schedule if it shall run by itself.

  Background:
    Given Ada is signed in

  @createPipeline
  Scenario: Defining a pipeline
    When Ada defines the pipeline "Nightly matching"
    Then the response status is 201
    And the pipeline is enabled

  @createPipeline
  Scenario: A pipeline needs a name
    When Ada defines a pipeline without a name
    Then the response status is 400
    And the error code is "VALIDATION_ERROR"

  @updatePipeline
  Scenario: Switching a pipeline off
    Given Ada has the pipeline "Nightly matching"
    When she disables the pipeline
    Then the response status is 200
    And the pipeline is disabled

  @deletePipeline
  Scenario: A deleted pipeline is gone
    Given Ada has the pipeline "Nightly matching"
    When she deletes the pipeline
    Then the response status is 204
    And reading the pipeline is answered with 404
