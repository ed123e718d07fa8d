import { expect, it } from "vitest";
import { openClient } from "./pool.ts";

it.each([
  "host=127.0.0.1 password=hush dbname=candor",
  "postgresql://candor:hu/sh@127.0.0.1/candor",
  "postgresql://candor:hush@127.0.0.1:port/candor",
  "mysql://candor:hush@127.0.0.1/candor",
  "127.0.0.1:5432/candor?password=hush",
  " ",
])("a URL that can't be one of PostgreSQL is named, and not shown: %s", async (url) => {
  const fault = await openClient(url).catch((error: Error) => error);
  expect(String(fault)).toContain("DATABASE_URL isn't the URL of a PostgreSQL database");
  expect(JSON.stringify([String(fault), { ...fault }])).not.toContain("hu");
});
