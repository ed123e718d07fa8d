/** What replay asks of a request that reached no endpoint. */
import type { Aspects } from "../aspects.ts";
import type { Finding, HttpOccasion } from "./occasion.ts";

const withoutFinding = (on: HttpOccasion): HttpOccasion => ({ ...on, found: { is: "nothing" } });

export const httpAspects: Aspects<HttpOccasion> = {
  clientId: ({ found }) => (found.is === "no-key" ? found.clientId : undefined),
  supplies: { time: withoutFinding, tls: withoutFinding },
  sendTo: (on, path) => ({ ...withoutFinding(on), path }),
  rewrite(on, rewrite) {
    const found = Object.entries(on.found).map(([name, one]) => [name, typeof one === "string" ? rewrite(one) : one]);
    return { ...on, path: rewrite(on.path), found: Object.fromEntries(found) as Finding };
  },
};
