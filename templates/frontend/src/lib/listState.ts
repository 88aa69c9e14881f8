/** Filters and page of a list, kept in the address so that they survive a reload. */
import { useSearchParams } from "react-router";

export interface FilterField {
  /** Name of the parameter. */
  name: string;
  label: string;
  kind: "text" | "search" | "number" | "boolean" | "select" | "date" | "list";
  options?: readonly string[];
  required?: boolean;
}

export interface PagingSpec {
  style: "none" | "offset" | "page";
  /** Name of the page in the address. */
  param: string;
  limit: string;
  start: string;
  size: number;
  /** Number of the first page for style `page`. */
  first: number;
}

export interface ListState<Input> {
  input: Input;
  /** Whether every required filter has a value. */
  ready: boolean;
  page: number;
  filters: readonly FilterField[];
  paging: PagingSpec;
  values: Record<string, string>;
  apply: (values: Record<string, string>) => void;
  goTo: (page: number) => void;
}

function convert(field: FilterField, raw: string): unknown {
  if (field.kind === "number") {
    return Number(raw);
  }
  if (field.kind === "boolean") {
    return raw === "true";
  }
  return field.kind === "list" ? raw.split(",").map((item) => item.trim()) : raw;
}

function pageInput(paging: PagingSpec, page: number): Record<string, number> {
  if (paging.style === "none") {
    return {};
  }
  const offset = paging.style === "offset" ? (page - 1) * paging.size : page - 1 + paging.first;
  return {
    ...(paging.limit === "" ? {} : { [paging.limit]: paging.size }),
    ...(paging.start === "" ? {} : { [paging.start]: offset }),
  };
}

function toInput(
  filters: readonly FilterField[],
  values: Record<string, string>,
): Record<string, unknown> {
  const filled = filters.filter((field) => values[field.name]);
  return Object.fromEntries(
    filled.map((field) => [field.name, convert(field, values[field.name] ?? "")]),
  );
}

/** The state of a list; `Input` names the parameters that the filters and the page fill. */
export function useListState<Input>(
  filters: readonly FilterField[],
  paging: PagingSpec,
): ListState<Input> {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(
    filters.map((field) => [field.name, search.get(field.name) ?? ""]),
  );
  const page = Math.max(1, Math.trunc(Number(search.get(paging.param) ?? "1")) || 1);
  const go = (next: Record<string, string>, number: number) => {
    const entries = Object.entries(next).filter(([, value]) => value !== "");
    setSearch(number > 1 ? [...entries, [paging.param, String(number)]] : entries);
  };
  return {
    input: { ...toInput(filters, values), ...pageInput(paging, page) } as Input,
    ready: filters.every((field) => !field.required || values[field.name] !== ""),
    page,
    filters,
    paging,
    values,
    apply: (next) => go(next, 1),
    goTo: (number) => go(values, number),
  };
}
