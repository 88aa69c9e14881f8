import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { useForm } from "react-hook-form";
import type { z } from "zod";

import { ApiError } from "../api/errors";
import { fieldErrors } from "../lib/fieldErrors";
import type { FieldSpec, FormValues } from "../lib/fields";
import { ErrorPanel } from "./ErrorPanel";
import { FormField } from "./FormField";
import { LinkButton } from "./LinkButton";

export interface ResourceFormProps {
  fields: readonly FieldSpec[];
  schema: z.ZodType<FormValues, FormValues>;
  initial: FormValues;
  submitLabel: string;
  /** Where people go who change their mind. */
  cancel?: string | undefined;
  pending: boolean;
  error: Error | null;
  onSubmit: (values: FormValues) => void;
}

function serverMessages(props: ResourceFormProps): Partial<Record<string, string>> {
  return props.error instanceof ApiError ? fieldErrors(props.error.details, props.fields) : {};
}

/** A form over field specs: checked by zod before it is sent, and by the server after. */
export function ResourceForm(props: ResourceFormProps) {
  const prefix = useId();
  const form = useForm<FormValues, unknown, FormValues>({
    resolver: zodResolver(props.schema),
    defaultValues: props.initial,
  });
  const refused = serverMessages(props);
  const { errors } = form.formState;
  return (
    <form
      className="form panel"
      noValidate
      onSubmit={(e) => void form.handleSubmit(props.onSubmit)(e)}
    >
      {props.error && <ErrorPanel error={props.error} />}
      {props.fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          id={prefix + field.name}
          message={errors[field.name]?.message?.toString() ?? refused[field.name]}
          registration={form.register(field.name)}
        />
      ))}
      <div className="actions">
        <button type="submit" className="button button-primary" disabled={props.pending}>
          {props.submitLabel}
        </button>
        {props.cancel !== undefined && <LinkButton to={props.cancel} label="Cancel" />}
      </div>
    </form>
  );
}
