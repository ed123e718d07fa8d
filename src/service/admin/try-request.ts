/** Decides a request of an application for the admin API, without doing it. */
import { type ShownTried, tryRequest } from "../../admin/try-request.ts";
import { couldRefuse } from "../../reasons/could-refuse.ts";
import { fixOf, stepOf } from "../../render/json.ts";
import type { Deps } from "../deps.ts";
import { isWithinReach } from "./caller.ts";
import { findRegistered } from "./found.ts";
import { type Handled, handled } from "./operate.ts";
import { type Decided, decideTried } from "./playground.ts";

function shownTried({ issuer }: Deps, { trace, granted, refusal }: Decided): ShownTried {
  const named = (code: string) => ({ code, page: `${issuer}/errors/${code}` });
  return {
    ...(granted !== undefined && { granted }),
    ...(refusal && {
      refusal: {
        ...named(refusal.code),
        ...{ title: refusal.title, error: refusal.error, description: refusal.says },
        fixes: refusal.fixes.map(fixOf),
      },
    }),
    trace: trace.map((step) => ({ ...stepOf(step), could_refuse: couldRefuse(step).map(named) })),
  };
}

export const DECISION_OPERATIONS: readonly Handled[] = [
  handled(tryRequest, async ({ deps, caller, body, judge }) => {
    const { client_id: id, endpoint, parameters, user = "signed-in" } = body;
    const found = await findRegistered(deps, "application", id);
    const client = found !== undefined && isWithinReach(caller, found.content) ? found.content.client : undefined;
    const refused = await judge({ id, found: client && "storage" });
    if (refused !== undefined || client === undefined) return refused ?? "nothing";
    const tried = endpoint === "token" ? { at: endpoint, parameters } : { at: endpoint, parameters, user };
    return { body: shownTried(deps, decideTried(deps, caller, client, tried)) };
  }),
];
