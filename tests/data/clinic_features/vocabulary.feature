@clinic
Feature: Everything steps can say
  No step of this feature needs code.

  Background:
    Given Ada is signed in

  Scenario: A request with a body
    When the client sends a POST request to "/patients" with:
      """
      {"name": "Ines Rocha", "birth_date": "1984-06-02", "email": "ines@example.com"}
      """
    Then the response status is 201
    And the response has the field "data.name"
    And the field "name" is "Ines Rocha"
    And the response contains the field "data.name" equal to "Ines Rocha"
    And the response does not contain the field "password"
    And the response contains the text "Ines"
    And the content type is "application/json"
    And the response matches the contract
    And the response contains:
      """
      {"success": true, "data": {"name": "Ines Rocha"}}
      """
    When Ada remembers "data.id" as "her_id"
    And Ada GETs "/patients/{her_id}"
    Then the status code is 200
    And the response has fields:
      | field              | value      |
      | data.name          | Ines Rocha |
      | data.birth_date | 1984-06-02 |

  Scenario: A table as body, and the key of what was created
    When I send a POST request to /patients with the following fields:
      | name       | birth_date |
      | Ines Rocha | 1984-06-02    |
    Then the response status should be 201
    When I send a GET request to "/patients/{patient_id}"
    Then the patient's birth date is "1984-06-02"
    When I send a PATCH request to "/patients/{response.data.id}" with:
      """
      {"name": "Ines Lind"}
      """
    Then the patient's name is "Ines Lind"
    When I send a DELETE request to "/patients/{patient.id}"
    Then the request is answered with 204
    And reading the patient is answered with 404

  Scenario: Stored records
    Given a stored patient with:
      | name | Ines Rocha |
    And these practitioners exist:
      | name    | specialty   |
      | Dr Lind | cardiology  |
      | Dr Reis | dermatology |
    And there are 3 stored patients
    When she lists the patients
    Then the response body has 4 items
    And the total is 4
    When she lists page 2 of the patients
    Then the response holds 0 items
    When she lists the practitioners
    Then the response holds 2 items

  Scenario: By their names
    Given the patient "Ines Rocha" exists
    And the patient "Sami Berg" exists
    When Ada reads the patient "Ines Rocha"
    Then the patient's name is "Ines Rocha"
    When Ada changes the name of the patient to "Ines Lind"
    Then the response status is 200
    And the patient's name is "Ines Lind"
    When Ada deletes the patient "Sami Berg"
    Then reading the patient is answered with 404

  Scenario: What is stored may need more
    Given an appointment exists
    When Ada changes the status of the appointment to "cancelled"
    Then the appointment is "cancelled"
    When Ada creates an appointment with:
      | duration_minutes |
      | 45               |
    Then the response status is 201
    And the field "duration_minutes" is 45

  Scenario: Errors
    When someone reads an unknown patient
    Then the response status is 404
    And the error code is "NOT_FOUND"
    And the response matches the contract
    When someone deletes an unknown patient
    Then the response status is 404
    When Ada creates a patient with:
      | birth_date |
      | tomorrow      |
    Then the response status is 400
    And the error names the field "birth_date"

  Scenario Outline: <method> needs a caller
    Given there is no authenticated user
    When the client sends a <method> request to "/patients"
    Then the response's status code is <status>

    Examples:
      | method | status |
      | GET    | 401    |
      | POST   | 401    |

    @slow
    Examples: with a header
      | method | status |
      | GET    | 401    |

  Rule: Lists tell nothing to strangers
    Background:
      Given there are 2 patients

    Scenario: Without a token
      When the patients are listed without a token
      Then the response status is 401
      Given an authenticated user
      When they list all patients
      Then the first item's name is "Ines Rocha"
