import { describe, expect, it } from "vitest";
import type { ProvedFix, RequestShown } from "../reasons/explain.ts";
import type { Change, Fix } from "../reasons/fix.ts";
import { linesOf } from "./change.ts";
import { grantedText, isTold, nextText, supposed } from "./proof.ts";

const fixOf = (...changes: Change[]): Fix => ({ says: "Do it.", by: "developer", changes });
const supply = (what: Extract<Change, { change: "supply" }>["what"]): Change => ({ change: "supply", what });

describe("the proof of a fix", () => {
  it.each<[Change[], string | undefined]>([
    [[{ change: "set", parameter: "scope", value: "read" }], undefined],
    [[supply("time")], undefined],
    [[supply("secret")], "with the right secret"],
    [[supply("time"), supply("secret")], "with the right secret"],
    [[supply("code"), supply("verifier")], "with a valid code and the right verifier"],
    [
      [supply("code"), supply("challenge"), supply("verifier")],
      "with a valid code, a challenge and the right verifier",
    ],
    [[{ change: "supply-token", scope: "openid" }], "with such a token"],
  ])("%j supposes %s", (changes, phrase) => expect(supposed(fixOf(...changes))).toBe(phrase));

  it("claims no more than was tried", () => {
    expect(grantedText(fixOf({ change: "leave-out", parameter: "scope" }))).toBe("verified: granted");
    expect(grantedText(fixOf(supply("secret")))).toBe("verified: with the right secret, granted");
    expect(nextText(fixOf(supply("secret")))).toBe(
      "verified: with the right secret, this fixes it, but another problem follows",
    );
  });

  it("knows a next step that was shown before", () => {
    const next = (fixes: readonly ProvedFix[]): ProvedFix => ({
      fix: fixOf(),
      outcome: { is: "next", code: "scope/missing", title: "", says: "No scope.", fixes },
    });
    const told = next([next([])]);
    expect(isTold(next([]), [told])).toBe(true);
    expect(isTold(next([]), [])).toBe(false);
    expect(isTold(told, [told])).toBe(false);
  });
});

describe("the change of a fix", () => {
  const request = (path: string, challenge?: string): RequestShown => ({
    method: "GET",
    path,
    parts:
      challenge === undefined
        ? []
        : [{ place: "query", name: "code_challenge", value: challenge, length: 3, marks: [] }],
    marks: [],
  });
  const texts = (change: Change, of: RequestShown): string[] =>
    linesOf(change, of).map(
      ({ sign, pieces }) => sign + pieces.map(({ text, same }) => (same ? text : `[${text}]`)).join(""),
    );

  it("shows a challenge as what it is made of, and at the authorization endpoint alone", () => {
    const made = "+code_challenge={BASE64URL(SHA-256(code_verifier))}";
    expect(texts(supply("challenge"), request("/auth/authorize"))).toEqual([made]);
    expect(texts(supply("challenge"), request("/authorize", "abc"))).toEqual(["-code_challenge=abc", made]);
    expect(texts(supply("challenge"), request("/token"))).toEqual([]);
  });

  it("marks the differences between similar values, and shows the others whole", () => {
    const scope = (value: string, sent: string): string[] =>
      texts(
        { change: "set", parameter: "scope", value },
        {
          ...request("/token"),
          parts: [{ place: "body", name: "scope", value: sent, length: sent.length, marks: [] }],
        },
      );
    expect(scope("read write", "read,write")).toEqual(["-scope=read[,]write", "+scope=read[ ]write"]);
    expect(scope("read_profile write_multipass", "read_profil reports.read manage_pass")).toEqual([
      "-scope=read_profil reports.read manage_pass",
      "+scope=read_profile write_multipass",
    ]);
  });
});
