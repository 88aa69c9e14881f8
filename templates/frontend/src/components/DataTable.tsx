import type { ReactNode } from "react";
import { Link } from "react-router";

import type { Display } from "../lib/format";
import { Value } from "./Value";

export interface Column<Row> {
  header: string;
  value: (row: Row) => unknown;
  display: Display;
}

export interface DataTableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Where the first cell of a row leads. */
  link?: ((row: Row) => string) | undefined;
  rowActions?: ((row: Row) => ReactNode) | undefined;
}

function Cell<Row>({
  column,
  row,
  to,
}: {
  column: Column<Row>;
  row: Row;
  to?: string | undefined;
}) {
  const value = <Value value={column.value(row)} display={column.display} />;
  const className = column.display === "number" ? "numeric" : "";
  return <td className={className}>{to === undefined ? value : <Link to={to}>{value}</Link>}</td>;
}

function TableRow<Row>({ row, table }: { row: Row; table: DataTableProps<Row> }) {
  return (
    <tr>
      {table.columns.map((column, index) => (
        <Cell
          key={column.header}
          column={column}
          row={row}
          to={index === 0 ? table.link?.(row) : undefined}
        />
      ))}
      {table.rowActions && <td className="row-actions">{table.rowActions(row)}</td>}
    </tr>
  );
}

/** Records as a table. */
export function DataTable<Row>(table: DataTableProps<Row>) {
  return (
    <div className="table-frame">
      <table>
        <caption className="sr-only">{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.header} scope="col" className={column.display}>
                {column.header}
              </th>
            ))}
            {table.rowActions && <th scope="col">Actions</th>}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <TableRow key={table.link?.(row) ?? index} row={row} table={table} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
