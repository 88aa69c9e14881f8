import type { FormValues } from "../lib/fields";
import { recordValues } from "../lib/fields";
import { ErrorPanel } from "./ErrorPanel";
import { FormPage, type FormPageProps } from "./FormPage";
import { PageHeader } from "./PageHeader";
import { QueryView, type QueryState } from "./QueryView";

export interface EditPageProps<Body> extends Omit<FormPageProps, "initial" | "submitLabel"> {
  query: QueryState<Body>;
  record: (body: Body | undefined) => unknown;
  /** Form values that the record does not tell, such as those of the path. */
  known?: FormValues;
}

/** A page that reads a record, shows it in a form, and sends what was changed. */
export function EditPage<Body>({ query, record, known, ...page }: EditPageProps<Body>) {
  const header = <PageHeader title={page.title} back={page.back} />;
  return (
    <QueryView query={query} header={header}>
      {(body) => {
        const row = record(body);
        if (row === undefined) {
          return <ErrorPanel error={new Error("The record to change was not found.")} />;
        }
        const initial = { ...recordValues(page.fields, row), ...known };
        return <FormPage {...page} initial={initial} submitLabel="Save changes" />;
      }}
    </QueryView>
  );
}
