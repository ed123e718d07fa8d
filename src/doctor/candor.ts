/** The responses of a Candor server name their reason: it is in error_uri. */
import { type CauseCode, causeOf, isCause } from "../reasons/causes.ts";
import type { Finding } from "./finding.ts";
import { lookUpOf } from "./reference.ts";
import type { View } from "./view.ts";

const NAMED = /\/errors\/([a-z-]+\/[a-z0-9-]+)(?:\?ref=([0-9a-z]{12}))?(?=$|[\s"'&#])/;

/** A reason that hides another one says little on purpose. */
const FACE: CauseCode = "client-auth/failed";

export function findCandor(view: View): readonly Finding[] {
  return view.errors.flatMap(({ uri, words, ref: atEnd }): Finding[] => {
    const [, code = "", ref = atEnd] = NAMED.exec(uri ?? "") ?? NAMED.exec(words) ?? [];
    if (!isCause(code)) return [];
    const { developer, cites } = causeOf(code);
    const look = ref === undefined ? "" : ` ${lookUpOf(ref)}`;
    const [spec] = cites;
    return [
      {
        reason: code,
        confidence: code === FACE ? 0.6 : 0.98,
        evidence: [{ says: "error_uri names the reason", source: `/errors/${code}` }],
        fix: developer + look,
        spec,
        rule: "candor/error-uri",
      },
    ];
  });
}
