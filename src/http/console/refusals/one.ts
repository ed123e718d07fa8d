/** One refusal: explained, and its fix as a button that can be undone. */
import { askForScope, refusalFixPage, refusalPage, type ShownApplied } from "../../../pages/console/refusals/one.tsx";
import { aspectsOf, type Occasion } from "../../../protocol/occasion.ts";
import { applyChanges } from "../../../protocol/replay/patch.ts";
import { replay } from "../../../protocol/replay/replay.ts";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { isRefusal, reasonOf } from "../../../reasons/index.ts";
import { findRegistered } from "../../../service/admin/found.ts";
import { appliedFix, applyFix, type Offer, offersFor, undoFix } from "../../../service/admin/refusal-fix.ts";
import { refusalFor, type SeenRefusal } from "../../../service/admin/refusals.ts";
import { explain, forReader } from "../../../service/explanations.ts";
import { NOTHING, type Noted, type Outcome, type Visit } from "../section.ts";
import { lifeOf } from "./life.ts";

const crumbs = (ref?: string) => [
  { label: "Refusals", path: "/refusals" },
  ...(ref === undefined ? [] : [{ label: ref, path: `/refusals/${ref}` }]),
];

/** Who applied a fix: operators and their clients aren't named to others. */
function byOf({ caller, account }: Visit, actor: { readonly is: string; readonly id: string }): string {
  if (actor.is === "user" && actor.id === account.subject) return "you";
  return caller.own === undefined ? `${actor.is} ${actor.id}` : actor.is === "user" ? "another user" : `a ${actor.is}`;
}

async function appliedIn(visit: Visit, seen: SeenRefusal): Promise<ShownApplied | undefined> {
  const { deps, caller } = visit;
  const applied = await appliedFix(deps, seen);
  if (applied === undefined) return undefined;
  const { entry, etag } = applied;
  const mayUndo = covers(caller.scopes, "candor:applications");
  return { at: entry.at, by: byOf(visit, entry.actor), etag, mayUndo };
}

export async function onePage(visit: Visit): Promise<Outcome> {
  const { deps, caller, params, frame } = visit;
  const seen = await refusalFor(deps, caller, params.ref ?? "");
  if (seen === undefined) return NOTHING;
  const explanation = explain(deps, seen.entry, seen.audience);
  const applied = await appliedIn(visit, seen);
  const offers = applied === undefined ? await offersFor(deps, caller, seen) : [];
  const { on, refusal } = seen.entry;
  const readable = on && forReader(on, refusal, seen.audience);
  return {
    is: "page",
    head: {
      ...{ title: explanation.title, lead: explanation.says, crumbs: crumbs() },
      ...(offers.length === 0 && { actions: askLink(visit, seen) }),
    },
    body: refusalPage({
      ...{ frame, explanation, applied },
      offers: offers.map(shownOffer),
      life: lifeOf({ ...seen.entry, on: readable }),
    }),
  };
}

/** Where an owner asks for a scope that the application isn't allowed, if only an operator may allow it. */
function askLink({ caller, frame }: Visit, { entry: { refusal, clientId } }: SeenRefusal) {
  if (caller.own === undefined || clientId === undefined || refusal.refused !== "scope/not-allowed-for-client")
    return undefined;
  const { words } = refusal.evidence as { readonly words?: readonly string[] };
  const query = new URLSearchParams({ application: clientId, scope: (words ?? []).join(" ") });
  return askForScope(`${frame.root}/requests/new?${query}`);
}

const shownOffer = ({ fix, proved, before, after }: Offer) => ({ fix, says: proved.fix.says, before, after });

/** The occasion with the application as it is now, and the fix. */
async function fixedOn({ deps }: Visit, on: Occasion, { clientId, proved }: Offer): Promise<Occasion | undefined> {
  const found = await findRegistered(deps, "application", clientId);
  const { client } = aspectsOf(on);
  const now = found === undefined || client?.of(on) === undefined ? on : client.with(on, found.content.client);
  return applyChanges(now, proved.fix.changes);
}

export async function fixPage(visit: Visit, fix: number, fault?: Noted): Promise<Outcome> {
  const { deps, caller, params, frame } = visit;
  const { ref = "" } = params;
  const seen = await refusalFor(deps, caller, ref);
  const on = seen?.entry.on;
  if (seen === undefined || on === undefined) return NOTHING;
  const offer = (await offersFor(deps, caller, seen)).find((one) => one.fix === fix);
  if (offer === undefined) return { is: "go", to: `/refusals/${ref}`, notice: "This fix isn't available any more." };
  const again = await fixedOn(visit, forReader(on, seen.entry.refusal, seen.audience), offer);
  const { outcome, trace } = again === undefined ? { outcome: undefined, trace: [] } : replay(again);
  const tried = await applyFix(deps, caller, pressed(visit, fix, offer.etag), true);
  const granted = tried === undefined || isRefusal(tried) ? [] : (tried.consequences?.would_be_granted ?? []);
  return {
    is: "page",
    ...(fault !== undefined && { status: 409 }),
    head: { title: "Fix this refusal", lead: offer.proved.fix.says, crumbs: crumbs(ref) },
    body: refusalFixPage({
      ...{ frame, ref, etag: offer.etag, trace, fault },
      offer: shownOffer(offer),
      outcome: {
        granted: outcome?.is === "granted",
        says:
          outcome?.is === "granted"
            ? `It would be granted: ${outcome.what}.`
            : outcome?.is === "refused"
              ? `This problem would be solved. The next one: ${reasonOf(outcome.refusal.refused).title}.`
              : "The rest of the request can't be decided again.",
      },
      others: granted.filter((one) => one !== ref).length,
    }),
  };
}

const pressed = ({ params, method, path }: Visit, fix: number, etag: string | undefined) => ({
  ...{ ref: params.ref ?? "", fix, method, path, ifMatch: etag },
});

/** A form's version; a form without one is stale. */
const etagIn = ({ form }: Visit): string => form.get("etag") ?? '"0"';
const fixIn = (text: string | null): number => (/^\d{1,2}$/.test(text ?? "") ? Number(text) : -1);

export const showFix = (visit: Visit): Promise<Outcome> => fixPage(visit, fixIn(visit.query.get("fix")));

export async function pressFix(visit: Visit): Promise<Outcome> {
  const { deps, caller, params, form } = visit;
  const ref = params.ref ?? "";
  const fix = fixIn(form.get("fix"));
  const done = await applyFix(deps, caller, pressed(visit, fix, etagIn(visit)), false);
  if (done === undefined) {
    const seen = await refusalFor(deps, caller, ref);
    return seen === undefined
      ? NOTHING
      : { is: "go", to: `/refusals/${ref}`, notice: "Nothing was changed: this fix isn't available any more." };
  }
  if (isRefusal(done)) return fixPage(visit, fix, await visit.note(done));
  return {
    is: "go",
    to: `/refusals/${ref}`,
    notice: "The fix is in force. You can undo it until the application is changed again.",
  };
}

export async function pressUndo(visit: Visit): Promise<Outcome> {
  const { deps, caller, params } = visit;
  const ref = params.ref ?? "";
  const done = await undoFix(deps, caller, pressed(visit, 0, etagIn(visit)), false);
  if (done === undefined) {
    const seen = await refusalFor(deps, caller, ref);
    return seen === undefined ? NOTHING : { is: "go", to: `/refusals/${ref}`, notice: "There is no fix to undo." };
  }
  const notice = isRefusal(done)
    ? "Nothing was undone: the application was changed since. Change it on its own page."
    : "The fix is undone. The application is as it was before.";
  return { is: "go", to: `/refusals/${ref}`, notice };
}
