"""More clean files full of lookalikes: routes, tests, and the frontend."""

PARCELS_PARTS = {
    "src/depots/more.py": '''"""Routes as they should be, written in other ways."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from pydantic import BaseModel

from depots.signing import same
from doors import Member, member

open_views = APIRouter(prefix="/hooks")
more = APIRouter(prefix="/stock", tags=["stock"], dependencies=[Depends(member)])


class Pages:
    """What all lists take."""

    def __init__(
        self, skip: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int, Query(le=100)] = 20
    ) -> None:
        self.skip = skip
        self.limit = limit


class Page(BaseModel):
    """One page."""

    items: list[int]
    next: int | None = None


class Heard(BaseModel):
    """That the carrier was heard."""

    heard: bool


class Move(BaseModel):
    """A parcel changes its place."""

    parcel: int
    users: int = 1


@more.get("", response_model=list[Move])
async def stock(pages: Annotated[Pages, Depends()], who: Member) -> list[Move]:
    """List what lies here."""
    return [Move(parcel=n) for n in range(pages.skip, pages.limit)]


@more.get("/pages")
async def stock_pages(who: Member, cursor: str | None = None, limit: int = 20) -> Page:
    """List by cursor."""
    return Page(items=list(range(min(limit, 100))), next=int(cursor or 0))


@more.post("/moves", status_code=201)
async def move(asked: Move, who: Member) -> Move:
    """Move a parcel."""
    if asked.parcel < 0:
        raise HTTPException(422, detail=f"parcel {asked.parcel} is unknown")
    return asked


@more.get("/label/{parcel}", response_class=Response)
async def label(parcel: int, who: Member) -> Response:
    """Draw a label."""
    try:
        return Response(f"<svg>{int(parcel)}</svg>", media_type="image/svg+xml")
    except ValueError as problem:
        raise HTTPException(404, "there is no such parcel") from problem


@open_views.post("/carrier")
async def carrier_hook(request: Request) -> Heard:
    """Hear from the carrier, when it is the carrier."""
    if not same(request.headers["x-signature"], await request.body()):
        raise HTTPException(401, "wrong signature")
    return Heard(heard=True)
''',
    "src/wire.py": '''"""Where more routes are hung in."""

from fastapi import APIRouter

from api import application
from depots.more import more, open_views

root = APIRouter(prefix="/api/v1")
root.include_router(more)
root.include_router(open_views)
application.include_router(root)
''',
    "tests/test_more.py": '''"""More answers."""

import pytest

STOCK = "/api/v1/stock"


@pytest.fixture
async def parcel(http):
    return (await http.post(f"{STOCK}/moves", json={"parcel": 1})).json()


class TestStock:
    async def test_list(self, http):
        answer = await http.get(STOCK, params={"limit": 3})
        assert answer.is_success

    async def test_pages(self, http):
        assert (await http.get(f"{STOCK}/pages")).json()["items"]

    async def test_label(self, http, parcel):
        answer = await http.get(f"{STOCK}/label/{parcel['parcel']}")
        expect_drawn(answer)

    async def test_refuses(self, http):
        with pytest.raises(ValueError, match="label"):
            raise ValueError("label")

    async def test_hook(self, http):
        answer = await http.post("/api/v1/hooks/carrier", content=b"{}")
        assert answer.status_code == 401


def expect_drawn(answer):
    assert answer.text.startswith("<svg")
''',
    "tests/helpers.py": '''"""What tests share: print(x) is a word here."""

PASSWORD = "correct horse battery staple"
TOKEN = "test-token"


def printed(text: str) -> str:
    return text
''',
    "ui/src/shared/words.ts": """// console.log("a"); any; localStorage.setItem("token", t)
export const company = "any company";
export const anything = (text: string): string => `any ${text}: console.log`;
export type Many = { any: number; fetch: () => void };
export const logger = {
  log: (text: string) => document.dispatchEvent(new CustomEvent("log", { detail: text })),
};
logger.log("console.log(1)");
export const keepTheme = (theme: "dark" | "light") => localStorage.setItem("theme", theme);
export const forget = () => {
  localStorage.removeItem("token");
};
""",
    "ui/src/shared/catalog.ts": """import { ask } from "./http";

export class Catalog {
  private rows: string[] = [];

  add(row: string): void {
    this.rows.push(row);
  }
}

export const prefetch = async (): Promise<string[]> => ask<string[]>("/stock");
export const sorted = (rows: readonly string[]): string[] => [...rows].sort();
export const refetch = (fetchRows: () => void): void => fetchRows();
""",
    "ui/src/features/stock/Stock.tsx": """import { useCallback, useEffect, useMemo } from "react";
import { useReducer, useRef, useState } from "react";
import { prefetch } from "@/shared/catalog";
import "./stock.css";

interface StockProps {
  title: string;
  onOpen?: (row: string) => void;
}

type Action = { row: string };

const reduce = (rows: string[], action: Action): string[] => [...rows, action.row];

export const Stock = ({ title, onOpen }: StockProps) => {
  const [rows, setRows] = useState<string[]>([]);
  const [seen, dispatch] = useReducer(reduce, []);
  const count = useRef(0);
  const style = "plain";

  useEffect(() => {
    let live = true;
    const load = async () => {
      const found: string[] = [];
      for (const row of await prefetch()) found.push(row);
      if (live) setRows(found);
    };
    void load();
    return () => {
      live = false;
    };
  }, []);

  const ordered = useMemo(() => [...rows].sort(), [rows]);
  const open = useCallback(
    (row: string) => {
      count.current = count.current + 1;
      dispatch({ row });
      onOpen?.(row);
    },
    [onOpen],
  );
  const add = () => setRows((old) => old.concat(title));

  return (
    <section className={style} aria-label={title}>
      <img src="/box.svg" alt="" />
      <button type="button" onClick={add}>
        Add
      </button>
      <ul>
        {ordered.map((row) => (
          <li key={row}>
            <button type="button" onClick={() => open(row)}>
              {row} {seen.includes(row) ? "seen" : "new"}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
""",
    "ui/src/features/stock/Badge.tsx": """import React from "react";
import { memo, type PropsWithChildren } from "react";

type Picture = { alt: string; src: string };
type BadgeProps = PropsWithChildren<{ kind: "any" | "some"; picture: Picture }>;

function BadgeView({ kind, picture, children }: BadgeProps) {
  return (
    <span className={`badge badge-${kind}`}>
      <img {...picture} />
      {children}
    </span>
  );
}

export const Badge = memo(BadgeView);

export const Note: React.FC<{ text: string }> = (props) => <p>{props.text}</p>;

export default function Plain({ text }: Readonly<{ text: string }>) {
  return <p title="innerHTML = x">{text}</p>;
}
""",
}
"""Path to text."""
