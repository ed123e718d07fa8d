/** Removes an application, once somebody has seen what that does. */
import { application } from "../../../admin/application.ts";
import { removePage } from "../../../pages/console/applications/remove.tsx";
import { isRefusal } from "../../../reasons/index.ts";
import { etagOf } from "../../../service/admin/found.ts";
import { ask } from "../change.ts";
import { NOTHING, type Outcome, type Visit } from "../section.ts";
import { foundFor, headOf, mayChange, pathOf } from "./found.ts";

export async function confirmRemoval(visit: Visit): Promise<Outcome> {
  const found = await foundFor(visit);
  if (found === undefined || !mayChange(visit, found)) return NOTHING;
  const { id, content } = found;
  const tried = await ask(visit, application, { act: "remove", id, ifMatch: etagOf(found), force: true, dryRun: true });
  return {
    is: "page",
    head: headOf(found, "", "Nothing is removed yet."),
    body: removePage({
      frame: visit.frame,
      action: `${pathOf(id)}/remove`,
      name: content.client.name,
      etag: etagOf(found) ?? "",
      usedBy: isRefusal(tried) ? [] : tried.consequences?.used_by,
    }),
  };
}

export async function remove(visit: Visit): Promise<Outcome> {
  const found = await foundFor(visit);
  if (found === undefined) return NOTHING;
  const ifMatch = visit.form.get("etag") ?? "";
  const removed = await ask(visit, application, { act: "remove", id: found.id, ifMatch, force: true });
  if (!isRefusal(removed))
    return { is: "go", to: "/applications", notice: `${found.content.client.name} was removed.` };
  const { says, errorUri } = await visit.note(removed);
  return {
    is: "page",
    status: 409,
    head: headOf(found, "", "Nothing was removed."),
    body: removePage({
      frame: visit.frame,
      action: `${pathOf(found.id)}/remove`,
      name: found.content.client.name,
      etag: etagOf(found) ?? "",
      alert: { says, href: errorUri },
    }),
  };
}
