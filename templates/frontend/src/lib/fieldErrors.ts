/** Messages of the server, sorted by the form field they speak of. */
import type { FieldSpec } from "./fields";

interface Complaint {
  wire: string;
  message: string;
}

function text(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map((item) => text(item)).join(" ");
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

function fromEntry(entry: unknown): Complaint[] {
  if (typeof entry !== "object" || entry === null) {
    return [];
  }
  const { loc, field, path, msg, message } = entry as Record<string, unknown>;
  const place = loc ?? field ?? path;
  const names = Array.isArray(place) ? place : String(place ?? "").split(/[./]/);
  const wire =
    names
      .map(String)
      .filter((name) => !/^\d*$/.test(name))
      .at(-1) ?? "";
  return [{ wire, message: text(msg ?? message ?? "This value was refused.") }];
}

function complaints(details: unknown): Complaint[] {
  if (Array.isArray(details)) {
    return details.flatMap(fromEntry);
  }
  if (typeof details !== "object" || details === null) {
    return [];
  }
  return Object.entries(details).map(([wire, message]) => ({ wire, message: text(message) }));
}

/** The first message for each field; reads `[{loc|field|path, msg|message}]` and `{name: […]}`. */
export function fieldErrors(
  details: unknown,
  fields: readonly FieldSpec[],
): Partial<Record<string, string>> {
  const found: Partial<Record<string, string>> = {};
  for (const { wire, message } of complaints(details)) {
    const field = fields.find((candidate) => candidate.wire === wire);
    if (field !== undefined) {
      found[field.name] ??= message;
    }
  }
  return found;
}
