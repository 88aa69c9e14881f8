"""The contract front end: OpenAPI and Gherkin to Api and Stories."""
