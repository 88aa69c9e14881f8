"""Violations in the second product's frontend: arrows, default exports, `React.FC`, hooks."""

from tests.rules.independent.seed import Seed

SEEDS: list[Seed] = []


def seed(rule: str, name: str, text: str, also: str = "") -> None:
    """Put a module of the bills' feature into the product."""
    path = f"ui/src/features/bills/{name}.tsx"
    SEEDS.append(Seed(rule, name, {path: text}, frozenset(also.split())))


seed("no-any", "AnyCallback", "export const each = (done: (rows: any[]) => void) => done([]);\n")
seed("no-any", "AnyGenericDefault", "export type Box<T = any> = { held: T };\n")
seed(
    "no-any",
    "AnyState",
    'import { useState } from "react";\n\nexport const useRows = () => useState<any>(null);\n',
)
seed("no-any", "AnyIndex", "export interface Loose {\n  [name: string]: any;\n}\n")
seed("no-any", "AnyOldCast", "export const box = { held: ({} as unknown) as any };\n")
seed(
    "no-console-log",
    "LogsInEffect",
    'import { useEffect } from "react";\n\nexport default function Bill() {\n'
    '  useEffect(() => {\n    console.log("shown");\n  }, []);\n  return null;\n}\n',
)
seed(
    "no-console-log",
    "LogsByName",
    'const { log } = console;\n\nexport const tell = () => log("a");\n',
)
seed(
    "no-console-log",
    "LogsTernary",
    "export const tell = (a: boolean) =>\n  a ? console.log(a) : null;\n",
)
seed(
    "no-console-log",
    "LogsHanded",
    "export const tell = (rows: string[]) => rows.forEach(console.log);\n",
)
seed(
    "functional-components",
    "ClassDefault",
    'import { Component } from "react";\n\ninterface P {\n  a: string;\n}\n\n'
    "export default class Bill extends Component<P> {\n  render() {\n"
    "    return <p>{this.props.a}</p>;\n  }\n}\n",
)
seed(
    "functional-components",
    "ClassNamespace",
    'import * as R from "react";\n\nexport class Bill extends R.PureComponent {\n'
    "  override render() {\n    return <p>a</p>;\n  }\n}\n",
)
seed(
    "functional-components",
    "ClassExpression",
    'import React from "react";\n\nexport const Bill = class extends React.Component {\n'
    "  render() {\n    return null;\n  }\n};\n",
)
seed(
    "central-api-client",
    "FetchesInEffect",
    'import { useEffect, useState } from "react";\n\nexport default function Bill() {\n'
    '  const [text, setText] = useState("");\n  useEffect(() => {\n    const load = async () => {\n'
    '      const answer = await fetch("/api/v1/bills");\n      '
    "setText(await answer.text());\n    };\n"
    "    void load();\n  }, []);\n  return <p>{text}</p>;\n}\n",
    "loading-and-error-states",
)
seed(
    "central-api-client",
    "FetchesInQuery",
    'import { useQuery } from "@tanstack/react-query";\n\nexport const useBills = () =>\n'
    '  useQuery({ queryKey: ["b"], queryFn: () => '
    'fetch("/api/v1/bills").then((r) => r.json()) });\n',
    "async-await",
)
seed(
    "central-api-client",
    "FetchesGlobal",
    "export const load = async () => globalThis.fetch(`/api/v1/bills`);\n",
)
seed(
    "central-api-client",
    "FetchesByInstance",
    'import axios from "axios";\n\nconst http = axios.create({ baseURL: "/api/v1" });\n\n'
    'export const load = () => http.get("/bills");\n',
    "timeouts",
)
seed(
    "central-api-client",
    "FetchesByRequest",
    "export const load = () => {\n  const request = new XMLHttpRequest();\n"
    '  request.open("GET", "/api/v1/bills");\n  request.send();\n};\n',
)
seed(
    "accessibility",
    "ImageSpread",
    "export const Stamp = ({ url }: { url: string }) => (\n  <figure>\n    "
    "<img width={20} src={url} />\n"
    "  </figure>\n);\n",
)
seed(
    "accessibility",
    "ImageInCondition",
    "export function Stamp(props: { url?: string }) {\n"
    '  return props.url ? <img className="stamp" src={props.url} /> : null;\n}\n',
)
seed(
    "accessibility",
    "ClickableBox",
    "export const Box = ({ open }: { open: () => void }) => <div onClick={open}>Open</div>;\n",
)
seed(
    "styling-rules",
    "InlineComputed",
    "export const Bar = ({ part }: { part: number }) => (\n"
    '  <div\n    className="bar"\n    style={{ color: part > 3 ? "red" : "green" }}\n  />\n);\n',
)
seed(
    "styling-rules",
    "InlineTyped",
    'import type { CSSProperties, FC } from "react";\n\n'
    "const look: CSSProperties = { padding: 4 };\n\nexport const Bar: FC = "
    "() => <p style={look}>a</p>;\n",
)
seed(
    "styling-rules",
    "InlineFunction",
    "const look = (wide: boolean) => ({ width: wide ? 10 : 5 });\n\n"
    "export const Bar = ({ wide }: { wide: boolean }) => <p style={look(wide)}>a</p>;\n",
)
seed(
    "browser-storage",
    "KeepsJson",
    "export const keep = (session: { token: string }) =>\n"
    '  localStorage.setItem("session", JSON.stringify({ token: session.token }));\n',
)
seed(
    "browser-storage",
    "KeepsConstant",
    'const ACCESS_TOKEN = "parcels.access";\n\nexport const keep = (value: string) => {\n'
    "  window.localStorage.setItem(ACCESS_TOKEN, value);\n};\n",
)
seed(
    "browser-storage",
    "KeepsPersist",
    'import { create } from "zustand";\nimport { persist } from "zustand/middleware";\n\n'
    "interface Session {\n  token: string;\n}\n\nexport const useSession = create<Session>()(\n"
    '  persist(() => ({ token: "" }), { name: "session" }),\n);\n',
)
seed(
    "browser-storage",
    "KeepsHook",
    "export const useToken = () => {\n  const keep = (jwt: string) => {\n"
    "    globalThis.sessionStorage.setItem(`auth`, jwt);\n  };\n  return keep;\n};\n",
)
seed(
    "csrf-and-xss-protection",
    "RawSpread",
    "export const Note = ({ html }: { html: string }) => {\n"
    "  const raw = { dangerouslySetInnerHTML: { __html: html } };\n  return <p {...raw} />;\n};\n",
)
seed(
    "csrf-and-xss-protection",
    "RawRef",
    'import { useRef } from "react";\n\nexport const useNote = (html: string) => {\n'
    "  const ref = useRef<HTMLDivElement>(null);\n  if (ref.current) "
    "ref.current.innerHTML = html;\n"
    "  return ref;\n};\n",
)
seed(
    "csrf-and-xss-protection",
    "RawCreate",
    'import { createElement } from "react";\n\nexport const Note = ({ html '
    "}: { html: string }) =>\n"
    '  createElement("div", { dangerouslySetInnerHTML: { __html: html } });\n',
)
seed(
    "csrf-and-xss-protection",
    "RawInsert",
    "export const note = (at: HTMLElement, html: string) =>\n"
    '  at.insertAdjacentHTML("beforeend", html);\n',
)
_STATE = (
    'import { useState } from "react";\n\ninterface Row {\n  name: string;\n}\n\n'
    "const Rows = () => {\n  const [rows, setRows] = useState<Row[]>([]);\n"
)
_REST = "  return <button onClick={add}>{rows.length}</button>;\n};\n\nexport default Rows;\n"
seed(
    "immutable-state",
    "ChangesItem",
    _STATE
    + '  const add = () => {\n    rows[0].name = "a";\n    setRows([...rows]);\n  };\n'
    + _REST,
)
seed(
    "immutable-state",
    "ChangesInUpdater",
    _STATE + '  const add = () =>\n    setRows((old) => {\n      old.push({ name: "a" });\n'
    "      return old;\n    });\n" + _REST,
)
seed(
    "immutable-state",
    "ChangesBySplice",
    _STATE + "  const add = () => {\n    rows.splice(0, 1);\n    setRows(rows);\n  };\n" + _REST,
)
seed(
    "immutable-state",
    "ChangesObject",
    'import { useState } from "react";\n\nexport function Form() {\n'
    '  const [form, setForm] = useState({ name: "" });\n  const change = () => {\n'
    '    form.name = "b";\n    setForm(form);\n  };\n'
    "  return <button onClick={change}>{form.name}</button>;\n}\n",
)
seed(
    "immutable-state",
    "ChangesReducer",
    "interface State {\n  rows: string[];\n}\n\n"
    "export const reducer = (state: State, action: { row: string }): State => {\n"
    "  state.rows.push(action.row);\n  return state;\n};\n",
)
seed(
    "hook-dependencies",
    "EffectWithout",
    'import { useEffect } from "react";\n\nexport const useTitle = (title: string) => {\n'
    "  useEffect(() => {\n    document.title = title;\n  });\n};\n",
)
seed(
    "hook-dependencies",
    "EffectNamespace",
    'import * as React from "react";\n\nexport const useTitle = (title: string) => {\n'
    "  React.useEffect(() => {\n    document.title = title;\n  }, []);\n};\n",
)
seed(
    "hook-dependencies",
    "CallbackWithout",
    'import { useCallback } from "react";\n\ninterface P {\n  save: (n: '
    "number) => void;\n  bill: number;\n}\n\n"
    "export const Save = ({ save, bill }: P) => {\n"
    "  const press = useCallback(() => save(bill), [save]);\n"
    "  return <button onClick={press}>Save</button>;\n};\n",
)
seed(
    "typed-props",
    "PropsUntyped",
    "export const Bill = ({ name, cents }) => (\n  <p>\n    {name} {cents}\n  </p>\n);\n",
    "static-typing",
)
seed(
    "typed-props",
    "PropsDefault",
    "export default function Bill(props) {\n  return <p>{props.name}</p>;\n}\n",
    "static-typing",
)
seed(
    "typed-props",
    "PropsMemo",
    'import { memo } from "react";\n\nexport const Bill = memo(({ name }) => <p>{name}</p>);\n',
    "static-typing memoization",
)
seed(
    "typed-props",
    "PropsForwarded",
    'import { forwardRef } from "react";\n\n'
    "export const Field = forwardRef((props, ref) => <input ref={ref} {...props} />);\n",
    "static-typing accessibility",
)
