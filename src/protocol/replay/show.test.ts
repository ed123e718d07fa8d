import { describe, expect, it } from "vitest";
import { refuse } from "../../reasons/index.ts";
import type { KeptForm, KeptParts, KeptReceived } from "./kept-request.ts";
import { showRequest } from "./show.ts";

const scope: KeptForm = { parameters: [["scope", "read"]], repeated: [] };
const nothing: KeptForm = { parameters: [], repeated: [] };
const unreadable = refuse("request/malformed", { at: "scope" });

const received = (body: KeptReceived["body"]): KeptParts => ({
  received: { method: "POST", authorization: { is: "absent" }, length: 1, hasBody: true, query: nothing, body },
});

describe("what a reason points at, but isn't shown", () => {
  it.each<[at: string, kept: KeptParts, is: "missing" | "not kept"]>([
    ["code", received(scope), "missing"],
    ["scope", received(unreadable), "not kept"],
    ["authorization", received(unreadable), "missing"],
    ["content-type", received(unreadable), "missing"],
    ["content-type", {}, "not kept"],
    ["redirect_uri", { request: scope }, "missing"],
    ["csrf", { form: scope, request: unreadable }, "not kept"],
    ["token", {}, "not kept"],
    ["scheme", {}, "not kept"],
    ["scheme", received(scope), "not kept"],
    ["sec-fetch-site", { form: scope }, "not kept"],
    ["origin", { form: scope }, "not kept"],
    ["cookie", { form: scope }, "missing"],
  ])("%s of %j is %s", (at, kept, is) => {
    const { marks } = showRequest("POST", "/token", kept, [{ at, note: "wrong" }]);
    expect(marks).toEqual([{ at, note: "wrong", ...(is === "not kept" && { notKept: true }) }]);
  });

  it.each(["method", "path"])("does not include the %s, which is always shown", (at) => {
    expect(showRequest("POST", "/token", {}, [{ at }]).marks).toEqual([{ at, note: undefined }]);
  });
});

describe("client_secret, where a method has its credential in another place", () => {
  const sent = (body: readonly [string, number][], authorization: KeptReceived["authorization"]): KeptParts => ({
    received: {
      ...received(nothing).received,
      authorization,
      body: { parameters: body, repeated: [] },
    } as KeptReceived,
  });
  const BASIC = { is: "basic", clientId: "web", length: 3 } as KeptReceived["authorization"];

  it.each<[marked: string, body: [string, number][], authorization: KeptReceived["authorization"]]>([
    ["client_secret", [["client_secret", 3]], { is: "absent" }],
    ["client_secret", [["client_secret", 3]], BASIC],
    ["Authorization", [["scope", 3]], BASIC],
  ])("marks %s", (marked, body, authorization) => {
    const { parts, marks } = showRequest("POST", "/token", sent(body, authorization), [{ at: "client_secret" }]);
    expect(marks).toEqual([]);
    expect(parts.filter((part) => part.marks.length > 0).map(({ name }) => name)).toEqual([marked]);
  });
});
