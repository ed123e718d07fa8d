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
