/** Names in articles and older servers: what they are, and where the articles are wrong. */
import { causeOf } from "../reasons/causes.ts";
import { nameElsewhere } from "../reasons/names.ts";
import { standardError } from "../standard/index.ts";
import type { Finding } from "./finding.ts";
import type { View } from "./view.ts";

export function findNamed(view: View): readonly Finding[] {
  const said = [...view.material.names, ...view.errors.flatMap(({ error = [] }) => error)];
  // The rules decide what a standard error means, because they see the exchange around it.
  const names = new Set(said.filter((name) => standardError(name) === undefined));
  return [...names].flatMap((name) => {
    const known = nameElsewhere(name);
    if (known === undefined) return [];
    const { causes, answeredAs, note } = known;
    return causes.slice(0, 6).map((reason, at): Finding => {
      const { developer, cites } = causeOf(reason);
      const [spec] = cites;
      return {
        reason,
        confidence: Math.max(0.1, (causes.length === 1 ? 0.8 : 0.45) - at * 0.06),
        evidence: [{ says: `${name} isn't a standard error. The standard response is ${answeredAs}.${toldOf(note)}` }],
        fix: developer,
        spec,
        rule: `named/${name}`,
      };
    });
  });
}

/** What the name's note adds. Some notes begin with what is said already. */
const toldOf = (note = ""): string => ` ${note.replace(/^This isn't a standard error\.\s*/, "")}`.trimEnd();
