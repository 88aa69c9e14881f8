import { PageHeader, type PageHeaderProps } from "./PageHeader";
import { ResourceForm, type ResourceFormProps } from "./ResourceForm";

export interface FormPageProps extends Omit<ResourceFormProps, "pending" | "error" | "cancel"> {
  title: string;
  back?: PageHeaderProps["back"];
  mutation: { isPending: boolean; isSuccess: boolean; error: Error | null };
}

/** A page around one form that sends one mutation. */
export function FormPage({ title, back, mutation, ...form }: FormPageProps) {
  return (
    <>
      <PageHeader title={title} back={back} />
      {mutation.isSuccess && (
        <p role="status" className="panel panel-ok">
          Done.
        </p>
      )}
      <ResourceForm
        {...form}
        cancel={back?.to}
        pending={mutation.isPending}
        error={mutation.error}
      />
    </>
  );
}
