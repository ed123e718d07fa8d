import { describe, expect, it } from "vitest";
import { flag, oneOf, PAGE, readQuery, text, time, whole } from "./parameter.ts";

const KNOWN = {
  ...PAGE,
  q: text("Text."),
  sort: oneOf("Order.", ["up", "down"]),
  all: flag("All."),
  days: whole("Days.", 1, 30),
  since: time("Since."),
};

describe("a query", () => {
  it.each<[sent: string, query: object]>([
    ["", {}],
    ["q=a%20b&sort=down&all=false", { q: "a b", sort: "down", all: false }],
    ["days=30&limit=200&next=x%2Fy", { days: 30, limit: 200, next: "x/y" }],
    ["since=2027-01-31", { since: Date.UTC(2027, 0, 31) }],
    ["since=2027-01-31T01:00:00%2B01:00", { since: Date.UTC(2027, 0, 31) }],
    ["since=2027-01-31T00:00Z", { since: Date.UTC(2027, 0, 31) }],
  ])("%s", (sent, query) => expect(readQuery(sent, KNOWN)).toEqual({ query, wrong: undefined }));

  it.each<[sent: string, name: string, expected: string | undefined]>([
    ["Q=a", "Q", undefined],
    ["__proto__=1", "__proto__", undefined],
    ["q=", "q", "text of 1 to 300 characters"],
    [`q=${"x".repeat(301)}`, "q", "text of 1 to 300 characters"],
    ["q=a&q=b", "q", "one value"],
    ["sort=Up", "sort", "up or down"],
    ["all=1", "all", "true or false"],
    ["days=0", "days", "a number from 1 to 30"],
    ["days=31", "days", "a number from 1 to 30"],
    ["days=-1", "days", "a number from 1 to 30"],
    ["days=1e1", "days", "a number from 1 to 30"],
    [
      "since=yesterday",
      "since",
      "a time with its time zone, such as 2027-01-31T00:00:00Z, or a date, such as 2027-01-31",
    ],
    ["since=2027-02-31T25:00:00Z", "since", time("").expected],
    ["since=2027-01-31T00:00:00", "since", time("").expected],
  ])("%s is refused", (sent, name, expected) => {
    const { query, wrong } = readQuery(sent, KNOWN);
    expect(query).toEqual({});
    expect(wrong).toMatchObject({ name, known: Object.keys(KNOWN) });
    expect(wrong?.expected).toBe(expected);
  });
});
