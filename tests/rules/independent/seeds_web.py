"""Violations in the frontend."""

from tests.rules.independent.seed import Seed, script

SEEDS: list[Seed] = []
SEEDS += script(
    "no-any",
    "",
    Typed="export const f = (x: any): string => String(x);\n",
    Generic="export const rows: Array<Record<string, any>> = [];\n",
    Cast="export const f = (x: unknown) => (x as any).name as string;\n",
    Union="export type Row = { a: string | any };\n",
)
SEEDS += script(
    "no-console-log",
    "",
    Logs='export const f = () => {\n  console.log("a");\n};\n',
    Optional='export const f = () => console?.log("a");\n',
    Indexed='export const f = () => console["log"]("a");\n',
    Chained="export const f = (p: Promise<string>) => p.then(console.log);\n",
)
SEEDS += script(
    "functional-components",
    "",
    Plain='import React from "react";\nexport class Plain extends React.Component {\n'
    "  render() {\n    return <p>a</p>;\n  }\n}\n",
    Pure='import { PureComponent as Base } from "react";\n'
    "export default class extends Base<{ a: string }> {\n  render() {\n    return null;\n"
    "  }\n}\n",
)
SEEDS += script(
    "central-api-client",
    "loading-and-error-states",
    Fetches='export const F = () => {\n  void fetch("/api/v1/tickets");\n  return null;\n};\n',
    Axios='import axios from "axios";\nexport const F = () => {\n'
    '  void axios.get("/api/v1/tickets");\n  return null;\n};\n',
    Window='export const F = () => {\n  void window.fetch("/api/v1/tickets");\n'
    "  return null;\n};\n",
)
SEEDS += script(
    "accessibility",
    "",
    NoText='export const A = () => <img src="a.png" />;\n',
    Mapped="export const A = (p: { u: string[] }) =>\n"
    "  p.u.map((u) => (\n    <img\n      key={u}\n      src={u}\n    />\n  ));\n",
)
SEEDS += script(
    "styling-rules",
    "",
    Inline='export const A = () => <p style={{ color: "red" }}>a</p>;\n',
    Named='const look = { color: "red" };\nexport const A = () => <p style={look}>a</p>;\n',
)
SEEDS += script(
    "browser-storage",
    "",
    Local='export const keep = (t: string) => localStorage.setItem("token", t);\n',
    Session="export const keep = (d: { accessToken: string }) =>\n"
    "  window.sessionStorage.setItem(KEY, d.accessToken);\n",
    Property="export const keep = (t: string) => {\n  localStorage.jwt = t;\n};\n",
    Index='export const keep = (t: string) => {\n  localStorage["auth_token"] = t;\n};\n',
)
SEEDS += script(
    "csrf-and-xss-protection",
    "",
    Raw="export const A = (p: { h: string }) => "
    "<div dangerouslySetInnerHTML={{ __html: p.h }} />;\n",
    Assigned="export const f = (e: HTMLElement, h: string) => {\n  e.innerHTML = h;\n};\n",
)
_STATE = (
    'import { useState } from "react";\nexport function A() {\n'
    "  const [rows, setRows] = useState<string[]>([]);\n"
)
SEEDS += script(
    "immutable-state",
    "",
    Pushes=_STATE + '  const add = () => {\n    rows.push("a");\n    setRows(rows);\n  };\n'
    "  return <button onClick={add}>{rows.length}</button>;\n}\n",
    Sets=_STATE + '  const add = () => {\n    rows[0] = "a";\n    setRows(rows);\n  };\n'
    "  return <button onClick={add}>{rows.length}</button>;\n}\n",
    Sorts=_STATE + "  const add = () => setRows(rows.sort());\n"
    "  return <button onClick={add}>{rows.length}</button>;\n}\n",
)  # fmt: skip
SEEDS += script("no-console-log", "", Whole="export const f = () => window.console.log(1);\n")
SEEDS += script(
    "browser-storage",
    "",
    Aliased="const store = window.localStorage;\n"
    'export const keep = (t: string) => store.setItem("token", t);\n',
)
