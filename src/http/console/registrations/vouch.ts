/** An operator vouches for an application that registered itself: it gets an owner or a team, or is first-party. */
import { application } from "../../../admin/application.ts";
import { isRefusal } from "../../../reasons/index.ts";
import { etagOf } from "../../../service/admin/found.ts";
import { foundFor, pathOf } from "../applications/found.ts";
import { overviewOf } from "../applications/overview.ts";
import { ask, faultsIn } from "../change.ts";
import { isSelected, textIn } from "../form.ts";
import { NOTHING, type Outcome, type Visit } from "../section.ts";

export async function vouch(visit: Visit): Promise<Outcome> {
  const found = await foundFor(visit);
  if (found?.content.registration === undefined) return NOTHING;
  const { form } = visit;
  const typed = {
    owner: textIn(form, "owner"),
    team: textIn(form, "team"),
    firstParty: isSelected(form, "first_party"),
  };
  const changed = await ask(visit, application, {
    act: "change",
    id: found.id,
    members: { owner: typed.owner ?? null, team: typed.team ?? null, first_party: typed.firstParty },
    ifMatch: form.get("etag") ?? etagOf(found),
    why: "An operator decided who vouches for it.",
  });
  if (!isRefusal(changed))
    return { is: "go", to: pathOf(found.id), notice: "Saved. It is in force for the next request." };
  const { says, errorUri } = await visit.note(changed);
  return overviewOf(visit, found, { typed, faults: faultsIn(changed), alert: { says, href: errorUri } });
}
