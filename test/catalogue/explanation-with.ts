import type { Explanation } from "../../src/reasons/explain.ts";
import { explained } from "./any-explanation.ts";

/** An explanation with `x` wherever something came with the request, or was found in it. */
export function explanationWith(x: string): Explanation {
  const mark = { from: 1, to: 4, note: x };
  const set = {
    says: x,
    by: "developer" as const,
    changes: [{ change: "set" as const, parameter: x, value: `${x}1` }],
  };
  return explained("redirect-uri/trailing-slash", {
    says: x,
    clientId: x,
    from: { network: x, agent: x },
    evidence: [
      { name: "sent", label: "sent", kind: "text", value: `${x}/` },
      { name: "registered", label: "registered", kind: "text", value: x },
      { name: "uris", label: "all", kind: "list", value: [x, x] },
      { name: "at", label: "at", kind: "instant", value: 7 },
    ],
    request: {
      method: x,
      path: x,
      parts: (["header", "query", "body"] as const).flatMap((place) => [
        { place, name: x, value: x, length: x.length, marks: [mark] },
        { place, name: x, value: undefined, length: 9, thumbprint: x, marks: [mark] },
      ]),
      marks: [
        { at: "path", note: x },
        { at: x, note: x },
      ],
    },
    fixes: [
      {
        fix: set,
        outcome: {
          is: "next",
          code: "scope/missing",
          title: "No scope",
          says: x,
          fixes: [{ fix: set, outcome: { is: "granted", what: x } }],
        },
      },
      { fix: { ...set, weakens: x, by: "operator", again: true }, outcome: { is: "granted", what: x } },
    ],
    more: 3,
    fault: x,
  });
}
