/** Try it, in the console. */
import { runPage } from "../../../pages/console/try/run.tsx";
import { placeOf } from "../../../service/place.ts";
import { withdrawFor } from "../../../service/users/end.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "../section.ts";
import { fieldsOf, isService, queryFor } from "./fields.ts";
import { clientFor, RUNS, tryIt } from "./page.ts";
import { runCode, runToken } from "./run.ts";
import { WireLog } from "./wire.ts";

async function runIt(visit: Visit): Promise<Outcome> {
  const { deps, form, frame, headers, send, account } = visit;
  const tried = fieldsOf(form);
  const client = await clientFor(visit, tried.application);
  if (client === undefined) return NOTHING;
  const wire = new WireLog(send, deps.issuer, String(headers.cookie ?? ""));
  const answer = form.get("answer") === "deny" ? "deny" : "allow";
  const fields = { ...tried, secret: (form.get("secret") ?? "").slice(0, 1_000), answer };
  const running = { deps, wire, client, fields };
  const before = await deps.storage.holdings.consents({ subject: account.subject, clientId: client.id, limit: 1 });
  const ran = await (isService(fields) ? runToken(running) : runCode(running));
  // What was allowed for the run alone isn't allowed afterwards.
  if (ran.allowed === true && before.length === 0) {
    const place = placeOf(visit.address, String(headers["user-agent"] ?? ""));
    await withdrawFor(deps, { actor: visit.caller.actor, place }, account.subject, client.id);
  }
  return {
    is: "page",
    head: { title: "What went over the wire", lead: client.name, crumbs: [{ label: "Try it", path: queryFor(tried) }] },
    body: runPage({ frame, steps: wire.steps, idToken: undefined, ...ran, again: frame.root + queryFor(tried) }),
  };
}

const needs = "candor:applications:read";

export const tryItSection: Section = {
  links: [{ group: "Watch", label: "Try it", path: "/try", icon: "try", needs }],
  routes: [
    { method: "GET", path: "/try", needs, handle: tryIt },
    { method: "POST", path: "/try/run", needs: RUNS, handle: runIt },
  ],
};
