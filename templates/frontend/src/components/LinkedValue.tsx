import { Link } from "react-router";

import type { Column } from "./DataTable";
import { Value } from "./Value";

export interface LinkedValueProps<Row> {
  column: Column<Row>;
  row: Row;
  /** Where the value leads, when that is not the record it refers to. */
  to?: string | undefined;
  brief?: boolean;
}

/** A value of a record, as a link where it leads somewhere. */
export function LinkedValue<Row>({ column, row, to, brief = false }: LinkedValueProps<Row>) {
  const value = column.value(row);
  const shown = <Value value={value} display={column.display} brief={brief} />;
  const empty = value === undefined || value === null || value === "";
  const target = to ?? (empty ? undefined : column.to?.(row));
  return target === undefined ? shown : <Link to={target}>{shown}</Link>;
}
