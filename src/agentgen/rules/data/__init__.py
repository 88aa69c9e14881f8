"""Rules about the database."""

from agentgen.rules.base import Rule
from agentgen.rules.data import (
    column_types,
    connection_pool,
    data_integrity,
    enum_columns,
    indexes,
    migrations,
    no_n_plus_one,
    table_schema,
    timestamp_columns,
    transactions,
)

RULES: tuple[Rule, ...] = (
    column_types.RULE,
    connection_pool.RULE,
    data_integrity.RULE,
    enum_columns.RULE,
    indexes.RULE,
    migrations.RULE,
    no_n_plus_one.RULE,
    table_schema.RULE,
    timestamp_columns.RULE,
    transactions.RULE,
)
