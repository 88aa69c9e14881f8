Feature: Practitioners
  Patients look for somebody of the right specialty.

  Background:
    Given Ada is signed in

  @createPractitioner
  Scenario: Adding a practitioner
    When Ada adds the practitioner "Dr Tomas Lind" for "cardiology"
    Then the response status is 201

  @listPractitioners
  Scenario: Looking for a specialty
    Given practitioners for "cardiology", "cardiology" and "dermatology" exist
    When Ada lists the practitioners for "cardiology"
    Then the response holds 2 items

  @replacePractitioner
  Scenario: Replacing all that is known
    Given a practitioner for "cardiology" exists
    When Ada replaces the practitioner by "Dr Ana Reis" for "dermatology"
    Then the response status is 200
    And the practitioner's specialty is "dermatology"
