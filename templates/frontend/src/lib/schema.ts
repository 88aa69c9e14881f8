/** Zod schemas over what HTML inputs give: text, and true or false for checkboxes. */
import { z } from "zod";

z.config({
  // The content security policy of the page forbids code made at run time.
  jitless: true,
  customError: (issue) => (issue.input === undefined ? "This field is required." : undefined),
});

/** A field that must be filled. */
export function required<T extends z.ZodType>(inner: T) {
  return z.preprocess((value) => (value === "" ? undefined : value), inner);
}

/** A field that may stay empty: then its property is not sent. */
export function optional<T extends z.ZodType>(inner: T) {
  return z.preprocess((value) => (value === "" ? undefined : value), inner.optional());
}

/** A field that may be emptied: then its property is sent as null. */
export function nullable<T extends z.ZodType>(inner: T) {
  return z.preprocess((value) => (value === "" ? null : value), inner.nullable());
}

/** Text to a number. */
export function numeric<T extends z.ZodType>(inner: T) {
  return z.preprocess((value) => {
    const filled = typeof value === "string" && value.trim() !== "";
    return filled ? Number(value) : undefined;
  }, inner);
}

/** One of the given values, told by its text. */
export function choice<const T extends readonly (string | number | boolean | null)[]>(values: T) {
  return z.preprocess(
    (value) => values.find((allowed) => String(allowed) === value),
    z.literal([...values]),
  );
}

/** A pattern of the contract; one that JavaScript can't read is left to the server. */
export function pattern(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    return /^/;
  }
}

/** One entry a line. */
export function lines<T extends z.ZodType>(inner: T) {
  return z.preprocess((value) => {
    const entries = typeof value === "string" ? value.split("\n") : [];
    return entries.map((entry) => entry.trim()).filter((entry) => entry !== "");
  }, inner);
}

/** JSON text to its value. */
export function json<T extends z.ZodType>(inner: T) {
  const parsed = z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "This is not valid JSON." });
      return z.NEVER;
    }
  });
  return parsed.pipe(inner);
}

/** A local date and time to an instant (RFC 3339, UTC). */
export function instant() {
  return z.string().transform((text, context) => {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) {
      context.addIssue({ code: "custom", message: "This is not a date and time." });
      return z.NEVER;
    }
    return date.toISOString();
  });
}

/** A chosen file. */
export function file() {
  return z.preprocess(
    (value) => (value instanceof FileList ? (value[0] ?? undefined) : value || undefined),
    z.instanceof(Blob),
  );
}
