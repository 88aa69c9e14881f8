"""The frontend of the second product, in features, and its tests."""

HTTP = """const root = "/api/v1";

export const ask = async <T,>(path: string, options: RequestInit = {}): Promise<T> => {
  const answer = await fetch(root + path, { credentials: "include", ...options });
  if (!answer.ok) {
    throw new Error(`${answer.status} ${answer.statusText}`);
  }
  return (await answer.json()) as T;
};
"""

BILLS = """import type { FC } from "react";
import { useQuery } from "@tanstack/react-query";
import { ask } from "@/shared/http";
import styles from "./bills.module.css";

interface BillsProps {
  customer: string;
}

type Bill = { parcel: number; cents: number };

const Bills: FC<BillsProps> = ({ customer }) => {
  const { data, isPending, isError } = useQuery({
    queryKey: ["bills", customer],
    queryFn: () => ask<Bill[]>(`/bills?customer=${customer}`),
  });
  if (isPending) return <p>One moment</p>;
  if (isError) return <p role="alert">The bills did not come</p>;
  return (
    <ol className={styles.bills}>
      {data.map((bill) => (
        <li key={bill.parcel}>{bill.cents}</li>
      ))}
    </ol>
  );
};

export default Bills;
"""

TESTS = '''"""What the service answers."""

import pytest

ROOT = "/api/v1"


@pytest.mark.parametrize("path", ["/bills", "/bills?size=3"])
async def test_bills(http, path):
    answer = await http.get(ROOT + path)
    assert answer.status_code == 200


async def test_new_bill(http):
    answer = await http.post(f"{ROOT}/bills", json={"parcel": 1})
    assert answer.status_code == 201


async def test_depot(http):
    assert (await http.get(f"{ROOT}/depots/north")).json()["name"] == "north"
'''
