"""One rule a file: phrases, parameters, check, examples."""
