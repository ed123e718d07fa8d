/** Changes an application from one of its tabs: first what the change would do is shown, then it is saved. */
import { application } from "../../../admin/application.ts";
import type { Members } from "../../../admin/representation.ts";
import { previewPage } from "../../../pages/console/applications/preview.tsx";
import { secretShownPage } from "../../../pages/console/applications/secret-shown.tsx";
import type { Refused } from "../../../protocol/occasion.ts";
import { isRefusal } from "../../../reasons/index.ts";
import type { Found } from "../../../service/admin/found.ts";
import { ask, differencesFrom, faultsIn } from "../change.ts";
import { consequenceWords } from "../consequence-words.ts";
import { NOTHING, type Outcome, type Visit } from "../section.ts";
import { tabOutcome } from "./detail.ts";
import { foundFor, headOf, pathOf } from "./found.ts";
import type { Tab } from "./tabs/field.ts";
import { patchIn } from "./tabs/read.ts";

export const changeTab =
  (tab: Tab) =>
  async (visit: Visit): Promise<Outcome> => {
    const found = await foundFor(visit);
    if (found === undefined) return NOTHING;
    const { form } = visit;
    const isConfirmed = form.has("patch");
    const typed = isConfirmed
      ? patchOf(tab, form.get("patch") ?? "")
      : patchIn(tab, form, application.membersOf(found.content));
    const step = form.get("step");
    if (step === "edit" || step === "find") return tabOutcome(visit, found, tab, { typed });
    if (step?.startsWith("after:")) return tabOutcome(visit, found, tab, { typed, after: step.slice(6) });
    const ifMatch = form.get("etag") ?? "";
    const { id } = found;
    const changed = await ask(visit, application, {
      act: "change",
      id,
      members: onlyChanges(found, typed),
      ifMatch,
      dryRun: !isConfirmed,
    });
    if (isRefusal(changed)) return refusedOutcome(visit, found, tab, typed, changed);
    const path = `${pathOf(id)}/${tab.path}`;
    if (changed.secret !== undefined)
      return {
        is: "page",
        head: headOf(found, path),
        body: secretShownPage({ root: visit.frame.root, id, secret: changed.secret }),
      };
    if (isConfirmed) return { is: "go", to: path, notice: "Saved. It is in force for the next request." };
    const after = changed.content === undefined ? {} : application.membersOf(changed.content);
    return {
      is: "page",
      head: headOf(found, path, "Nothing is saved yet. This is what the change would do."),
      body: previewPage({
        frame: visit.frame,
        action: path,
        etag: ifMatch,
        patch: JSON.stringify(typed),
        differences: differencesFrom(application, found.content, after),
        consequences:
          changed.consequences === undefined ? [] : consequenceWords(changed.consequences, visit.frame.root),
      }),
    };
  };

/** Members that are as before aren't sent, so that what a user may not set isn't in the way of the rest. */
function onlyChanges({ content }: Found<"application">, typed: Members): Members {
  const before = application.membersOf(content);
  const same = (member: string, value: unknown): boolean =>
    member === "scope"
      ? words(value) === words(before.scope)
      : JSON.stringify(value ?? null) === JSON.stringify(before[member] ?? null);
  return Object.fromEntries(Object.entries(typed).filter(([member, value]) => !same(member, value)));
}

const words = (text: unknown): string =>
  String(text ?? "")
    .split(" ")
    .filter(Boolean)
    .sort()
    .join(" ");

/** What a page of ours has put into a hidden field; only members of this tab. */
function patchOf({ fields }: Tab, text: string): Members {
  try {
    const patch = JSON.parse(text) as Members;
    return Object.fromEntries(
      fields.filter(({ member }) => Object.hasOwn(patch, member)).map(({ member }) => [member, patch[member]]),
    );
  } catch {
    return {};
  }
}

async function refusedOutcome(
  visit: Visit,
  found: Found<"application">,
  tab: Tab,
  typed: Members,
  refused: Refused,
): Promise<Outcome> {
  const { says, errorUri } = await visit.note(refused);
  const isOutdated = refused.refused === "admin/changed-meanwhile";
  return tabOutcome(visit, found, tab, {
    typed,
    faults: faultsIn(refused),
    alert: { says, href: errorUri },
    ...(isOutdated && { differences: differencesFrom(application, found.content, typed) }),
    status: isOutdated ? 412 : 400,
  });
}
