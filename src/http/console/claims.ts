/** The pages on which rules about claims are changed and tried: of an application, a scope and an API. */
import { api } from "../../admin/api.ts";
import { application } from "../../admin/application.ts";
import type { Representation } from "../../admin/representation.ts";
import { scope } from "../../admin/scope.ts";
import { claimsPage, type RuleRow } from "../../pages/console/claims.tsx";
import type { ShownFault } from "../../pages/console/fields.tsx";
import type { ShownPreview } from "../../pages/console/token-preview.tsx";
import type { Contents } from "../../ports/registered.ts";
import type { FieldFault } from "../../protocol/admin/occasion.ts";
import { type ClaimRule, PLACES, type Place } from "../../protocol/claim-rule.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { isWithinReach } from "../../service/admin/caller.ts";
import { claimsPreview, type Previewed, previewedBy } from "../../service/admin/claims-preview.ts";
import { etagOf, type Found, findRegistered } from "../../service/admin/found.ts";
import { ask, differencesFrom } from "./change.ts";
import { textIn } from "./form.ts";
import { type ConsoleRoute, NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

type Ruled = "application" | "scope" | "api";

interface Owner<Kind extends Ruled> {
  readonly of: Representation<Kind>;
  /** Where its rules may apply. */
  readonly places: readonly Place[];
  readonly title: (content: Contents[Kind]) => string;
  readonly rules: (content: Contents[Kind]) => readonly ClaimRule[] | undefined;
}

const APPLICATION: Owner<"application"> = {
  of: application,
  places: ["id_token", "userinfo"],
  title: ({ client }) => client.name,
  rules: ({ client }) => client.claims,
};
const SCOPE: Owner<"scope"> = {
  of: scope,
  places: PLACES,
  title: ({ scope: { name } }) => name,
  rules: ({ scope: { claims } }) => claims,
};
const API: Owner<"api"> = {
  of: api,
  places: ["access_token"],
  title: ({ api: { name } }) => name,
  rules: ({ api: { claims } }) => claims,
};

/** A constant: JSON if it is a number, true, false or a list, otherwise text. */
function constantIn(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? text : value;
  } catch {
    return text;
  }
}

/** The rules of a form: each field is there once for each rule. */
export function rulesIn(form: URLSearchParams): readonly Partial<ClaimRule>[] {
  const fields = Object.fromEntries(
    ["claim", "from", "value", "prefix", "only", "strip", "in"].map((name) => [name, form.getAll(name)]),
  );
  return form.getAll("claim").flatMap((claim, at) => {
    const text = (name: string): string | undefined => fields[name]?.[at]?.trim() || undefined;
    if (claim.trim() === "") return [];
    const [value, only, place] = [text("value"), text("only"), text("in")];
    return [
      {
        claim: claim.trim(),
        ...(text("from") !== undefined && { from: text("from") }),
        ...(value !== undefined && { value: constantIn(value) }),
        ...(text("prefix") !== undefined && { prefix: text("prefix") }),
        ...(only !== undefined && {
          only: only
            .split(",")
            .map((one) => one.trim())
            .filter((one) => one !== ""),
        }),
        ...(text("strip") === "true" && { strip: true }),
        ...(place !== undefined && { in: place.split(" ") as Place[] }),
      },
    ];
  });
}

/** Rows with the faults of a refusal at their place. */
function rowsOf(rules: readonly Partial<ClaimRule>[], refused?: Refused): readonly RuleRow[] {
  const {
    fields = [],
    sent = [],
    expected = [],
  } = (refused?.evidence ?? {}) as Readonly<Record<string, readonly string[]>>;
  return rules.map((rule, at) => {
    const i = fields.findIndex((pointer) => pointer === `/claims/${at}` || pointer.startsWith(`/claims/${at}/`));
    const fault = { member: fields[i]?.split("/")[3] ?? "", sent: sent[i] ?? "", expected: expected[i] ?? "" };
    return { rule, ...(i >= 0 && { fault }) };
  });
}

const WHY: Readonly<Record<string, string>> = {
  "no user": "isn't sent, because an application that acts for itself has no user.",
  "no value": "isn't sent, because the user doesn't have the attribute.",
  "not released": "isn't sent, because no granted scope releases the attribute.",
  "too large": "is left out, because all claims by rules would have more than 4,096 bytes.",
};

const shownValue = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

async function shownPreview(visit: Visit, previewed: Previewed): Promise<ShownPreview> {
  const { deps } = visit;
  const made = await claimsPreview(deps, previewed, deps.clock());
  const rowsIn = ({ claims, sources }: (typeof made.access_tokens)[number] | NonNullable<typeof made.id_token>) =>
    Object.entries(claims).map(([name, value]) => ({ name, value: shownValue(value), from: sources[name] ?? "" }));
  return {
    tokens: [
      ...made.access_tokens.map((token) => ({
        title: token.api === undefined ? "Access token" : `Access token for ${token.api}`,
        note:
          token.format === "jwt"
            ? "A JWT. Introspection says the same."
            : "Opaque: the API sees this by introspection.",
        claims: rowsIn(token),
      })),
      ...(made.id_token === undefined
        ? []
        : [{ title: "ID token", note: "For the application.", claims: rowsIn(made.id_token) }]),
      ...(made.userinfo === undefined
        ? []
        : [{ title: "Userinfo", note: "What the application reads there.", claims: rowsIn(made.userinfo) }]),
    ],
    left: made.rules
      .filter(({ outcome }) => outcome !== "sent")
      .map(({ of, claim, in: place, outcome }) => ({
        what: `${claim} (${of}, ${place})`,
        why: WHY[outcome] ?? outcome,
      })),
    hookFault: made.hook_fault,
  };
}

/** What the page's own form asks to preview, if it was sent. */
async function previewIn(visit: Visit, client: string | undefined) {
  const { deps, caller, query, account } = visit;
  const anybody = covers(caller.scopes, "candor:users:read");
  const sent = (name: string): string | undefined => textIn(query, name);
  const application = client ?? sent("client_id") ?? "";
  const user = anybody ? sent("user") : account.username;
  const faults = new Map<string, ShownFault>();
  const asked = {
    application: client === undefined ? application : undefined,
    user: user ?? "",
    scope: sent("scope") ?? "",
    faults,
  };
  if (!query.has("preview"))
    return { asked: { ...asked, user: user ?? account.username }, anybody, preview: undefined };
  const found = await previewedBy(deps, caller, { client_id: application, user, scope: sent("scope") }, deps.clock());
  if (found === undefined)
    faults.set("client_id", {
      sent: application || "nothing",
      expected: "the client_id of an application that you may see",
    });
  if (!Array.isArray(found))
    return { asked, anybody, preview: found && (await shownPreview(visit, found as Previewed)) };
  for (const { pointer, sent: was, expected } of found as readonly FieldFault[])
    faults.set(pointer.slice(1), { sent: was, expected });
  return { asked, anybody, preview: undefined };
}

function fixedBecause<Kind extends Ruled>(
  { caller }: Visit,
  { of }: Owner<Kind>,
  { by }: Found<Kind>,
): string | undefined {
  if (by === "file") return "A file registers it or it is built in, so it isn't changed here.";
  return covers(caller.scopes, of.scope) ? undefined : "Your role doesn't allow changes here.";
}

async function show<Kind extends Ruled>(
  visit: Visit,
  owner: Owner<Kind>,
  path: (id: string) => string,
  failed?: { readonly rules: readonly Partial<ClaimRule>[]; readonly refused: Refused },
): Promise<Outcome> {
  const { deps, caller, params, frame } = visit;
  const id = params.id ?? "";
  const found = await findRegistered(deps, owner.of.kind, id);
  if (found === undefined || !isWithinReach(caller, found.content)) return NOTHING;
  const isApplication = owner.of.kind === "application";
  const at = `${path(id)}/claims`;
  const body = claimsPage({
    ...{ frame, at, places: owner.places, etag: etagOf(found), fixed: fixedBecause(visit, owner, found) },
    rows: rowsOf(failed?.rules ?? owner.rules(found.content) ?? [], failed?.refused),
    refused: failed && (await visit.note(failed.refused)),
    meanwhile:
      failed?.refused.refused === "admin/changed-meanwhile"
        ? differencesFrom(owner.of, found.content, { claims: failed.rules })
        : undefined,
    ...(await previewIn(visit, isApplication ? id : undefined)),
  });
  const head = {
    title: "Claims",
    lead: `What tokens say because of ${owner.title(found.content)}.`,
    crumbs: [
      {
        label: { application: "Applications", scope: "Scopes", api: "APIs" }[owner.of.kind as Ruled],
        path: `/${owner.of.plural}`,
      },
      { label: owner.title(found.content), path: path(id) },
    ],
  };
  return { is: "page", head, body, ...(failed && { status: 400 }) };
}

async function save<Kind extends Ruled>(
  visit: Visit,
  owner: Owner<Kind>,
  path: (id: string) => string,
): Promise<Outcome> {
  const { params, form } = visit;
  const id = params.id ?? "";
  const rules = rulesIn(form);
  const members = { claims: rules.length === 0 ? null : rules };
  const changed = await ask(visit, owner.of, { act: "change", id, members, ifMatch: textIn(form, "etag") });
  if (!isRefusal(changed)) return { is: "go", to: `${path(id)}/claims`, notice: "The rules are saved." };
  if (changed.refused === "admin/not-found") return NOTHING;
  return show(visit, owner, path, { rules, refused: changed });
}

function routesOf<Kind extends Ruled>(owner: Owner<Kind>): readonly ConsoleRoute[] {
  const path = (id: string): string => `/${owner.of.plural}/${encodeURIComponent(id)}`;
  const route = `/${owner.of.plural}/:id/claims`;
  const needs = `${owner.of.scope}:read`;
  return [
    { method: "GET", path: route, needs, handle: (visit) => show(visit, owner, path) },
    { method: "POST", path: route, needs: owner.of.scope, handle: (visit) => save(visit, owner, path) },
  ];
}

export const claims: Section = { routes: [...routesOf(APPLICATION), ...routesOf(SCOPE), ...routesOf(API)] };
