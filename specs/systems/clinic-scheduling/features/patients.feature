Feature: Patients
  The clinic knows its patients by name and date of birth.

  Background:
    Given Ada is signed in

  @createPatient
  Scenario: Adding a patient
    When Ada adds the patient "Ines Rocha", born on "1984-06-02"
    Then the response status is 201
    And the patient's name is "Ines Rocha"

  @createPatient
  Scenario: A date of birth that is none
    When Ada adds the patient "Ines Rocha", born on "1984-13-02"
    Then the response status is 400
    And the error code is "VALIDATION_ERROR"

  @listPatients
  Scenario: The second page
    Given 25 patients exist
    When Ada lists page 2 of the patients
    Then the response holds 5 items
    And the total is 25

  @getPatient
  Scenario: A patient nobody knows
    When Ada reads an unknown patient
    Then the response status is 404

  @deletePatient
  Scenario: A deleted patient is no longer listed
    Given the patient "Ines Rocha" exists
    When Ada deletes the patient
    Then the response status is 204
    And reading the patient is answered with 404
