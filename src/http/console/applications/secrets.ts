/** The secrets of an application: listed, made with overlap, removed. Done by the operations of the admin API. */

import { needsSecret } from "../../../admin/application.ts";
import { secretShownPage } from "../../../pages/console/applications/secret-shown.tsx";
import { secretsPage } from "../../../pages/console/applications/secrets.tsx";
import type { Refused } from "../../../protocol/occasion.ts";
import { isRefusal } from "../../../reasons/index.ts";
import type { Found } from "../../../service/admin/found.ts";
import { type Answer, type Handled, operate } from "../../../service/admin/operate.ts";
import { isInForce, SECRETS } from "../../../service/admin/secrets.ts";
import { faultsIn } from "../change.ts";
import { numberIn, textIn } from "../form.ts";
import { NOTHING, type Outcome, type Visit } from "../section.ts";
import { foundFor, headOf, mayChange, pathOf } from "./found.ts";

const DAY = 86_400_000;

export async function shownSecrets(visit: Visit): Promise<Outcome> {
  const found = await foundFor(visit);
  return found === undefined ? NOTHING : secretsOutcome(visit, found);
}

export async function makeSecret(visit: Visit): Promise<Outcome> {
  const found = await foundFor(visit);
  if (found === undefined) return NOTHING;
  const { form, deps, frame } = visit;
  const days = numberIn(form, "expires_in_days");
  const body = {
    label: textIn(form, "label"),
    // What isn't a number is named by the operation.
    expires_at: typeof days === "number" ? dateIn(deps.clock() + days * DAY) : days,
    others_expire_in_days: numberIn(form, "others_expire_in_days"),
  };
  const made = await carryOut(visit, SECRETS.add, { id: found.id }, JSON.stringify(body));
  if (isRefusal(made)) return secretsOutcome(visit, found, made);
  const { client_secret: secret } = (made as { readonly body: { readonly client_secret: string } }).body;
  return {
    is: "page",
    head: headOf(found, `${pathOf(found.id)}/secrets`),
    body: secretShownPage({ root: frame.root, id: found.id, secret }),
  };
}

export async function dropSecret(visit: Visit): Promise<Outcome> {
  const found = await foundFor(visit);
  if (found === undefined) return NOTHING;
  const { secret = "" } = visit.params;
  const removed = await carryOut(visit, SECRETS.remove, { id: found.id, secret }, "");
  if (isRefusal(removed)) return secretsOutcome(visit, found, removed);
  return { is: "go", to: `${pathOf(found.id)}/secrets`, notice: "The secret was removed, and is refused from now on." };
}

const dateIn = (at: number): string | undefined =>
  Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : "too far away";

function carryOut(
  { deps, caller, path }: Visit,
  handled: Handled,
  at: Readonly<Record<string, string>>,
  body: string,
): Promise<Answer | Refused> {
  const { method } = handled.operation;
  return operate(deps, handled, {
    method,
    path,
    at,
    query: "",
    contentType: "application/json",
    body,
    ifMatch: undefined,
    caller,
  });
}

async function secretsOutcome(visit: Visit, found: Found<"application">, refused?: Refused): Promise<Outcome> {
  const { deps, frame } = visit;
  const { id, content } = found;
  const now = deps.clock();
  const uses = await deps.secretUses.of(id);
  const noted = refused && (await visit.note(refused));
  return {
    is: "page",
    ...(refused !== undefined && { status: 400 }),
    head: headOf(
      found,
      `${pathOf(id)}/secrets`,
      "Several may be valid at once, so that you can replace one without a gap.",
    ),
    body: secretsPage({
      frame,
      action: `${pathOf(id)}/secrets`,
      isInFile: found.by === "file",
      needsSecret: needsSecret(content.client),
      mayChange: mayChange(visit, found),
      faults: refused === undefined ? new Map() : faultsIn(refused),
      alert: noted && { says: noted.says, href: noted.errorUri },
      secrets: content.secrets.map((one) => ({
        id: one.id,
        label: one.label,
        createdAt: one.createdAt,
        expiresAt: one.expiresAt,
        lastUsed: uses.get(one.id),
        isInForce: isInForce(one, now),
      })),
    }),
  };
}
