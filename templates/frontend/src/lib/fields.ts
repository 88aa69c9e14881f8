/** What a form field is, and how records become form values and back. */

export type FieldKind =
  | "text"
  | "textarea"
  | "email"
  | "url"
  | "password"
  | "number"
  | "checkbox"
  | "select"
  | "date"
  | "datetime"
  | "time"
  | "list"
  | "json"
  | "file";

export interface FieldSpec {
  /** Name in the form. */
  name: string;
  /** Property of the record; null when the field is the whole record. */
  wire: string | null;
  label: string;
  kind: FieldKind;
  required?: boolean;
  options?: readonly string[];
  initial?: string | boolean;
  help?: string;
  step?: string;
  readOnly?: boolean;
}

export type FormValues = Record<string, unknown>;

function toLocal(value: unknown): string {
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) {
    return "";
  }
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}

function toInput(field: FieldSpec, value: unknown): unknown {
  if (field.kind === "checkbox") {
    return value === true;
  }
  if (value === undefined || value === null || field.kind === "file") {
    return "";
  }
  if (field.kind === "json") {
    return JSON.stringify(value, null, 2);
  }
  if (field.kind === "list") {
    return Array.isArray(value) ? value.join("\n") : "";
  }
  return field.kind === "datetime" ? toLocal(value) : String(value as string | number | boolean);
}

/** The values an empty form begins with. */
export function emptyValues(fields: readonly FieldSpec[]): FormValues {
  const entries = fields.map((field) => {
    const blank = field.kind === "checkbox" ? false : "";
    return [field.name, field.initial ?? blank] as const;
  });
  return Object.fromEntries(entries);
}

/** The form values that show a record. */
export function recordValues(fields: readonly FieldSpec[], record: unknown): FormValues {
  const properties = record as Record<string, unknown>;
  const entries = fields.map((field) => {
    const value = field.wire === null ? record : properties[field.wire];
    return [field.name, toInput(field, value)] as const;
  });
  return Object.fromEntries(entries);
}

/** The record that validated form values describe; undefined values are left out. */
export function toRecord(fields: readonly FieldSpec[], values: FormValues): unknown {
  const whole = fields.find((field) => field.wire === null);
  if (whole !== undefined) {
    return values[whole.name];
  }
  const entries = fields
    .map((field) => [field.wire ?? "", values[field.name]] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}
