/** Whether the owner of what is registered has room for it. */
import type { Change } from "../../ports/registrations.ts";
import type { Connection, Steps } from "./connection.ts";

export function roomForOneMore(prepare: Connection["prepare"]): (change: Change) => Steps<boolean> {
  const countOf = (whose: "owner" | "team") =>
    prepare<{ readonly count: number }>(
      `select count(*) as "count" from registrations where ${whose} = ? and kind = ? and id <> ? and until is null`,
    );
  const [ofOwner, ofTeam] = [countOf("owner"), countOf("team")];
  return function* ({ kind, id, content, atMost, found: { owner, team } = {} }) {
    if (content === undefined || atMost === undefined) return true;
    const found = yield* owner === undefined ? ofTeam.get(team ?? null, kind, id) : ofOwner.get(owner, kind, id);
    return (found?.count ?? 0) < atMost;
  };
}
