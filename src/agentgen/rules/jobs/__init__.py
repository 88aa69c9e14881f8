"""Rules about jobs."""

from agentgen.rules.base import Rule
from agentgen.rules.jobs import (
    background_jobs,
    job_results,
    job_status,
)

RULES: tuple[Rule, ...] = (
    background_jobs.RULE,
    job_results.RULE,
    job_status.RULE,
)
