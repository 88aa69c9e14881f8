import { describe, expect, it } from "vitest";
import { z } from "zod";

import { fieldErrors } from "./fieldErrors";
import { emptyValues, recordValues, toRecord, type FieldSpec } from "./fields";
import { formatValue, nameLabel, summarise } from "./format";
import { countAt, itemsAt, recordAt, segment, valueAt, wrap } from "./paths";
import {
  choice,
  file,
  instant,
  json,
  lines,
  nullable,
  numeric,
  optional,
  pattern,
  required,
} from "./schema";

const fields: FieldSpec[] = [
  { name: "title", wire: "title", label: "Title", kind: "text", initial: "Untitled" },
  { name: "done", wire: "done", label: "Done", kind: "checkbox" },
  { name: "tags", wire: "tags", label: "Tags", kind: "list" },
  { name: "extra", wire: "extra", label: "Extra", kind: "json" },
  { name: "dueAt", wire: "due_at", label: "Due", kind: "datetime" },
  { name: "photo", wire: "photo", label: "Photo", kind: "file" },
];

describe("fields", () => {
  it("begin empty, or with their default", () => {
    const blank = { tags: "", extra: "", dueAt: "", photo: "" };
    expect(emptyValues(fields)).toEqual({ title: "Untitled", done: false, ...blank });
  });

  it("show a record", () => {
    const record = { title: 7, done: true, tags: ["a", "b"], extra: { a: 1 } };
    const shown = recordValues(fields, { ...record, due_at: "2026-03-14T09:30:00Z", photo: "p" });
    const dates = { dueAt: "2026-03-14T09:30:00", photo: "" };
    const extra = '{\n  "a": 1\n}';
    expect(shown).toEqual({ title: "7", done: true, tags: "a\nb", extra, ...dates });
  });

  it("show values they do not expect as empty", () => {
    const shown = recordValues(fields, { tags: "no list", due_at: "soon" });
    expect(shown).toMatchObject({ title: "", tags: "", dueAt: "" });
  });

  it("become the record they describe", () => {
    expect(toRecord(fields, { title: "x", dueAt: undefined })).toEqual({ title: "x" });
    const whole: FieldSpec[] = [{ name: "all", wire: null, label: "All", kind: "json" }];
    expect(toRecord(whole, { all: [1] })).toEqual([1]);
    expect(recordValues(whole, [1])).toEqual({ all: "[\n  1\n]" });
  });
});

describe("schema helpers", () => {
  it.each([
    [optional(z.string()), "", undefined],
    [nullable(z.string()), "", null],
    [numeric(z.number()), "1.5", 1.5],
    [optional(numeric(z.number())), "", undefined],
    [choice([1, 2]), "2", 2],
    [lines(z.array(numeric(z.int()))), " 1\n\n2 ", [1, 2]],
    [lines(z.array(z.string())), undefined, []],
    [json(z.unknown()), '{"a":1}', { a: 1 }],
    [instant(), "2026-03-14T09:30:00", "2026-03-14T09:30:00.000Z"],
  ])("reads what an input holds (%#)", (schema, text, value) => {
    expect(schema.parse(text)).toEqual(value);
  });

  it.each([
    [required(z.string()), "", "This field is required."],
    [numeric(z.number()), " ", "This field is required."],
    [choice([1, 2]), "3", "This field is required."],
    [json(z.unknown()), "{", "This is not valid JSON."],
    [instant(), "soon", "This is not a date and time."],
    [file(), "", "This field is required."],
  ])("refuses what it cannot read (%#)", (schema, text, message) => {
    expect(schema.safeParse(text).error?.issues[0]?.message).toBe(message);
  });

  it("takes the first chosen file", () => {
    const chosen = new File(["x"], "x.txt");
    const input = Object.assign(document.createElement("input"), { type: "file" });
    const none = input.files;
    expect(file().safeParse(none).success).toBe(false);
    expect(file().parse(chosen)).toBe(chosen);
  });

  it("leaves patterns that JavaScript cannot read to the server", () => {
    expect(pattern("^a+$").test("b")).toBe(false);
    expect(pattern("(").test("anything")).toBe(true);
  });
});

describe("fieldErrors", () => {
  it.each([
    [[{ loc: ["body", "title"], msg: "Too short." }]],
    [[{ field: "title", message: "Too short." }]],
    [[{ path: "/article/title", msg: ["Too short."] }]],
    [{ title: ["Too short."] }],
  ])("finds the field a message speaks of (%#)", (details) => {
    expect(fieldErrors(details, fields)).toEqual({ title: "Too short." });
  });

  it("ignores what speaks of no field", () => {
    expect(fieldErrors("broken", fields)).toEqual({});
    expect(fieldErrors([{ msg: { a: 1 } }, null, { loc: ["title"] }], fields)).toEqual({
      title: "This value was refused.",
    });
  });
});

describe("formatValue", () => {
  it.each([
    [null, "text", "—"],
    [[], "text", "—"],
    [["a", "b"], "text", "a, b"],
    [{ a: 1 }, "json", '{"a":1}'],
    [true, "boolean", "Yes"],
    [false, "boolean", "No"],
    [1234.5, "number", "1,234.5"],
    ["2026-03-14", "date", "14 Mar 2026"],
    ["2026-03-14T09:30:00Z", "datetime", "14 Mar 2026, 09:30"],
    ["soon", "date", "soon"],
    ["in_progress", "badge", "In progress"],
    ["1024x1024", "badge", "1024x1024"],
    ["asc", "badge", "Ascending"],
  ] as const)("shows %j as %s", (value, display, text) => {
    expect(formatValue(value, display)).toBe(text);
  });
});

describe("labels", () => {
  it("come from names", () => {
    expect(["photoUrls", "photo_urls", "id"].map(nameLabel)).toEqual([
      "Photo urls",
      "Photo urls",
      "Id",
    ]);
  });

  it("stand for structures", () => {
    const structures = [[], [1], { a: 1, b: 2 }];
    expect(structures.map(summarise)).toEqual(["—", "1 entry", "2 fields"]);
  });
});

describe("paths", () => {
  it("read what is there and nothing else", () => {
    const body = { data: { items: [1], total: 1, none: null } };
    expect(itemsAt(body, ["data", "items"])).toEqual([1]);
    expect(itemsAt(body, ["data"])).toEqual([]);
    expect(countAt(body, ["data", "total"])).toBe(1);
    expect(countAt(body, ["data", "items"])).toBeUndefined();
    expect(recordAt(body, ["data", "none"])).toBeUndefined();
    expect(valueAt(body, ["toString"])).toBeUndefined();
    expect(valueAt(undefined, ["data"])).toBeUndefined();
  });

  it("build what a request wraps its record in", () => {
    expect(wrap(["a", "b"], 1)).toEqual({ a: { b: 1 } });
    expect(segment("a/b")).toBe("a%2Fb");
    expect(segment({ a: 1 })).toBe(encodeURIComponent('{"a":1}'));
  });
});
