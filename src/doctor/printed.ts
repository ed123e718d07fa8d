/** What `candor explain`, `try` and `watch` printed before: the cause that they named, from an exchange that the text no longer has. */
import { causeOf, isCause } from "../reasons/causes.ts";
import type { Finding } from "./finding.ts";
import type { View } from "./view.ts";

const NAMED = /^\s*cause\[([a-z-]+\/[a-z0-9-]+)\]: /gm;

/** Each once, the last first: it is what the reader saw last. */
export function findPrinted({ material }: View): readonly Finding[] {
  const codes = material.texts.flatMap((text) => [...text.matchAll(NAMED)].map(([, code = ""]) => code));
  return [...new Set(codes.reverse())].filter(isCause).map((reason, at): Finding => {
    const { developer, cites } = causeOf(reason);
    const [spec] = cites;
    return {
      reason,
      confidence: Math.max(0.5, 0.96 - at * 0.05),
      evidence: [{ says: `Candor named it when it saw the exchange: cause[${reason}]` }],
      fix: developer,
      spec,
      rule: "printed",
    };
  });
}
