import { useId, type SyntheticEvent } from "react";

import { choiceLabel } from "../lib/format";
import type { FilterField } from "../lib/listState";

export interface FilterBarProps {
  fields: readonly FilterField[];
  values: Record<string, string>;
  onApply: (values: Record<string, string>) => void;
  submitLabel?: string;
}

interface FilterInputProps {
  id: string;
  field: FilterField;
  value: string;
}

function choices(field: FilterField): readonly string[] {
  return field.kind === "boolean" ? ["true", "false"] : (field.options ?? []);
}

function FilterInput({ id, field, value }: FilterInputProps) {
  const common = { id, name: field.name, defaultValue: value, required: field.required ?? false };
  if (field.kind === "boolean" || field.options !== undefined) {
    return (
      <select {...common}>
        <option value="">{field.required ? "Choose…" : "Any"}</option>
        {choices(field).map((option) => (
          <option key={option} value={option}>
            {choiceLabel(option)}
          </option>
        ))}
      </select>
    );
  }
  const type = field.kind === "list" || field.kind === "select" ? "text" : field.kind;
  return <input {...common} type={type} step={type === "number" ? "any" : undefined} />;
}

/** Asks for the values that narrow a list. */
export function FilterBar({ fields, values, onApply, submitLabel = "Apply" }: FilterBarProps) {
  const prefix = useId();
  if (fields.length === 0) {
    return null;
  }
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    onApply(Object.fromEntries(fields.map(({ name }) => [name, String(data.get(name) ?? "")])));
  };
  return (
    <form role="search" className="filters" onSubmit={submit} key={JSON.stringify(values)}>
      {fields.map((field) => (
        <div key={field.name} className="field">
          <label htmlFor={prefix + field.name} className={field.required ? "required" : ""}>
            {field.label}
          </label>
          <FilterInput id={prefix + field.name} field={field} value={values[field.name] ?? ""} />
        </div>
      ))}
      <button type="submit" className="button">
        {submitLabel}
      </button>
    </form>
  );
}
