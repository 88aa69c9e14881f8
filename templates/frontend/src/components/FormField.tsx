import type { UseFormRegisterReturn } from "react-hook-form";

import type { FieldKind, FieldSpec } from "../lib/fields";
import { choiceLabel } from "../lib/format";

export interface FormFieldProps {
  field: FieldSpec;
  id: string;
  message: string | undefined;
  registration: UseFormRegisterReturn;
}

const INPUT_TYPES: Partial<Record<FieldKind, string>> = {
  datetime: "datetime-local",
  checkbox: "checkbox",
};

const ROWS: Partial<Record<FieldKind, number>> = { textarea: 6, list: 4, json: 8 };

function Select({ field, control }: { field: FieldSpec; control: object }) {
  return (
    <select {...control}>
      <option value="">{field.required ? "Choose…" : "Not set"}</option>
      {field.options?.map((option) => (
        <option key={option} value={option}>
          {choiceLabel(option)}
        </option>
      ))}
    </select>
  );
}

function Control({ field, id, message, registration }: FormFieldProps) {
  const control = {
    ...registration,
    id,
    "aria-invalid": message !== undefined,
    "aria-describedby": `${id}-help`,
    "aria-required": field.required ?? false,
    readOnly: field.readOnly,
  };
  if (field.kind === "select") {
    return <Select field={field} control={control} />;
  }
  const rows = ROWS[field.kind];
  if (rows !== undefined) {
    return <textarea {...control} rows={rows} className={field.kind} spellCheck={rows === 6} />;
  }
  const step = field.kind === "datetime" ? "1" : field.step;
  return <input {...control} type={INPUT_TYPES[field.kind] ?? field.kind} step={step} />;
}

/** One labelled control with its help and its message. */
export function FormField(props: FormFieldProps) {
  const { field, id, message } = props;
  return (
    <div className={`field field-${field.kind}`}>
      <label htmlFor={id} className={field.required ? "required" : ""}>
        {field.label}
      </label>
      <Control {...props} />
      <div id={`${id}-help`} className="field-help">
        {message && <p className="field-error">{message}</p>}
        {field.help && <p className="muted">{field.help}</p>}
      </div>
    </div>
  );
}
