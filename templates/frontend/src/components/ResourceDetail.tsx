import type { ReactNode } from "react";

import type { Column } from "./DataTable";
import { ErrorPanel } from "./ErrorPanel";
import { LinkedValue } from "./LinkedValue";
import { PageHeader, type PageHeaderProps } from "./PageHeader";
import { QueryView, type QueryState } from "./QueryView";

export interface ResourceDetailProps<Body, Row> {
  /** What the record is, and what it is called once it is known. */
  noun: string;
  heading: (row: Row) => unknown;
  back?: PageHeaderProps["back"];
  actions?: ReactNode;
  query: QueryState<Body>;
  record: (body: Body | undefined) => Row | undefined;
  fields: readonly Column<Row>[];
  children?: ReactNode;
}

function RecordView<Body, Row>({ page, row }: { page: ResourceDetailProps<Body, Row>; row: Row }) {
  return (
    <>
      <PageHeader
        title={String(page.heading(row) ?? page.noun)}
        description={page.noun}
        back={page.back}
        actions={page.actions}
      />
      <dl className="panel details">
        {page.fields.map((field) => (
          <div key={field.header}>
            <dt>{field.header}</dt>
            <dd>
              <LinkedValue column={field} row={row} />
            </dd>
          </div>
        ))}
      </dl>
      {page.children}
    </>
  );
}

/** A page that shows one record. */
export function ResourceDetail<Body, Row>(page: ResourceDetailProps<Body, Row>) {
  const header = <PageHeader title={page.noun} back={page.back} />;
  return (
    <QueryView query={page.query} header={header}>
      {(body) => {
        const row = page.record(body);
        if (row === undefined) {
          return <ErrorPanel error={new Error(`This ${page.noun.toLowerCase()} was not found.`)} />;
        }
        return <RecordView page={page} row={row} />;
      }}
    </QueryView>
  );
}
