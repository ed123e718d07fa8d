import { describe, expect, it } from "vitest";
import { post, T } from "../../../test/catalogue/samples.ts";
import { receive } from "../received.ts";
import { LIMIT, nextOf, readPage } from "./page.ts";

const REF = "0123456789ab";
const read = (query: string, body = "") =>
  readPage(receive(post(body, { query, method: body === "" ? "GET" : "POST" })));
const next = `${T.toString(36)}.${REF}`;

describe("which part of its refusals a client asks for", () => {
  it.each<[query: string, page: object]>([
    ["", { limit: 20, before: undefined }],
    ["limit=1", { limit: 1, before: undefined }],
    ["limit=100", { limit: 100, before: undefined }],
    [`next=${next}`, { limit: 20, before: { at: T, ref: REF } }],
    ["limit=0", { wrong: "limit" }],
    ["limit=101", { wrong: "limit" }],
    ["limit=1000", { wrong: "limit" }],
    ["limit=-1", { wrong: "limit" }],
    ["limit=1.5", { wrong: "limit" }],
    ["limit=1e1", { wrong: "limit" }],
    ["limit=x", { wrong: "limit" }],
    [`next=${next}x`, { wrong: "next" }],
    [`next=${REF}`, { wrong: "next" }],
    [`next=.${REF}`, { wrong: "next" }],
    [`next=${"z".repeat(11)}.${REF}`, { wrong: "next" }],
    ["next=x", { wrong: "next" }],
    ["limit=%zz", { limit: 20, before: undefined }],
  ])("%s: %j", (query, page) => expect(read(query)).toEqual(page));

  it("is read from the body if it isn't in the URL", () => {
    expect(read("", `limit=7&next=${next}`)).toEqual({ limit: 7, before: { at: T, ref: REF } });
    expect(read("limit=8", "limit=7")).toMatchObject({ limit: 8 });
  });

  it("continues where the last one ended", () => {
    expect(nextOf({ at: T, ref: REF })).toBe(next);
    expect(LIMIT).toEqual({ most: 100, usual: 20 });
  });
});
