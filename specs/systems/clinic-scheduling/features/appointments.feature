Feature: Appointments
  An appointment brings one patient and one practitioner together.

  Background:
    Given Ada is signed in
    And the patient "Ines Rocha" exists
    And a practitioner for "cardiology" exists

  @createAppointment
  Scenario: Booking an appointment
    When Ada books 30 minutes at "2026-05-04T09:00:00Z"
    Then the response status is 201
    And the appointment is "booked"

  @createAppointment
  Scenario: An appointment shorter than five minutes
    When Ada books 4 minutes at "2026-05-04T09:00:00Z"
    Then the response status is 400
    And the error names the field "duration_minutes"

  @createAppointment
  Scenario: An appointment for a patient nobody knows
    When Ada books an appointment for an unknown patient
    Then the response status is 404

  @updateAppointment
  Scenario: Cancelling an appointment
    Given Ada has booked 30 minutes at "2026-05-04T09:00:00Z"
    When she changes the status of the appointment to "cancelled"
    Then the response status is 200
    And the appointment is "cancelled"

  @listAppointments
  Scenario: Without a token nothing is shown
    When the appointments are listed without a token
    Then the response status is 401
