/** Requests for scopes: who may see them is in `found.ts`. */
import { getRequest, listRequests as listing } from "../../../admin/request.ts";
import { etagOf } from "../found.ts";
import { type Handled, handled } from "../operate.ts";
import { adding } from "./add.ts";
import { deciding } from "./decide.ts";
import { findRequest, listRequests, shownRequest } from "./found.ts";

export const REQUEST_OPERATIONS: readonly Handled[] = [
  handled(listing, async ({ deps, caller, query, after, limit }) => {
    const { state, application } = query;
    const found = await listRequests(deps, caller, { state, application, after, limit: limit + 1 });
    const items = await Promise.all(found.slice(0, limit).map((one) => shownRequest(deps, one)));
    const last = found.length > limit ? found[limit - 1] : undefined;
    return { body: { items, ...(last !== undefined && { next: last.request.id }) } };
  }),
  adding,
  handled(getRequest, async ({ deps, caller, at, judge }) => {
    const found = await findRequest(deps, caller, at.id ?? "");
    const refused = await judge({ found: found && "storage" });
    if (refused !== undefined || found === undefined) return refused as NonNullable<typeof refused>;
    return { body: await shownRequest(deps, found), etag: etagOf(found) };
  }),
  deciding,
];
