import type { ReactNode } from "react";

import type { Display } from "../lib/format";
import { LinkedValue } from "./LinkedValue";

export interface Column<Row> {
  header: string;
  value: (row: Row) => unknown;
  display: Display;
  /** Page of the record that the value refers to. */
  to?: (row: Row) => string;
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
  return (
    <td className={`is-${column.display}`}>
      <LinkedValue column={column} row={row} to={to} brief />
    </td>
  );
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
              <th key={column.header} scope="col" className={`is-${column.display}`}>
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
