/** Issuers whose assertions are exchanged for tokens: listed, added, changed and removed as by the admin API. */
import type { Members } from "../../../admin/representation.ts";
import { trustedIssuer } from "../../../admin/trusted-issuer.ts";
import type { ShownFault } from "../../../pages/console/fields.tsx";
import { Badge } from "../../../pages/console/parts.tsx";
import { issuerFacts, issuerForm, issuerList, issuerPath } from "../../../pages/console/trusted-issuers.tsx";
import type { Refused } from "../../../protocol/occasion.ts";
import { covers } from "../../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../../reasons/index.ts";
import { etagOf, type Found, findRegistered, listRegistered } from "../../../service/admin/found.ts";
import { choicesOf } from "../applications/choices.ts";
import { shownField } from "../applications/detail.ts";
import type { Tab } from "../applications/tabs/field.ts";
import { patchIn } from "../applications/tabs/read.ts";
import { ask, faultsIn } from "../change.ts";
import { type Reviewed, reviewedChange, reviewedRemoval, said } from "../reviewed.tsx";
import { NOTHING, type Outcome, type Section, type Visit } from "../section.ts";
import { FIELDS, NEW_FIELDS } from "./fields.ts";

const PATH = "/trusted-issuers";
const PAGE = 30;
const LIST = { label: "Trusted issuers", path: PATH };
const NO_FAULTS: ReadonlyMap<string, ShownFault> = new Map();
const EMPTY: Members = { subjects: "own", clients: [], scopes: [] };

const mayChange = ({ caller }: Visit): boolean => covers(caller.scopes, trustedIssuer.scope);

async function list(visit: Visit): Promise<Outcome> {
  const { deps, frame, query } = visit;
  const after = query.get("after") ?? undefined;
  const found = await listRegistered(deps, "trusted-issuer", { after, limit: PAGE + 1 });
  const page = found.slice(0, PAGE);
  const last = found.length > PAGE ? page.at(-1)?.id : undefined;
  return {
    is: "page",
    head: {
      title: "Trusted issuers",
      lead: "Other issuers that vouch for users. Applications exchange their assertions for access tokens (RFC 7523, ID-JAG).",
      actions: mayChange(visit) && (
        <a class="button" href={`${frame.root}${PATH}/new`}>
          Trust an issuer
        </a>
      ),
    },
    body: issuerList({
      root: frame.root,
      issuers: page.map(({ by, content }) => ({ ...content.trusted, isInFile: by === "file" })),
      next: last && `${frame.root}${PATH}?after=${encodeURIComponent(last)}`,
    }),
  };
}

/** What a form shows: what was typed, or what is in force. */
const shown = (visit: Visit, { fields }: Tab, members: Members, faults: ReadonlyMap<string, ShownFault>) =>
  fields.map((field) => ({
    ...shownField(field, members[field.member], faults.get(field.member)),
    ...(field.from !== undefined && { choices: choicesOf(visit, field.from) }),
  }));

async function newPage(visit: Visit, members: Members, refused?: Refused): Promise<Outcome> {
  const faults = refused === undefined ? NO_FAULTS : faultsIn(refused);
  return {
    is: "page",
    status: refused === undefined ? 200 : 422,
    head: { title: "Trust an issuer", crumbs: [LIST] },
    body: (
      <>
        {refused !== undefined && (await said(visit, refused))}
        {issuerForm({
          ...{ frame: visit.frame, action: `${PATH}/new`, etag: undefined },
          fields: shown(visit, NEW_FIELDS, members, faults),
        })}
      </>
    ),
  };
}

async function create(visit: Visit): Promise<Outcome> {
  const typed = patchIn(NEW_FIELDS, visit.form, {});
  const members = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null));
  const made = await ask(visit, trustedIssuer, { act: "add", members });
  if (isRefusal(made)) return newPage(visit, members, made);
  return { is: "go", to: issuerPath(made.id), notice: "The issuer is trusted from the next request on." };
}

async function detail(visit: Visit, found: Found<"trusted-issuer">, typed: Members, refused?: Refused) {
  const { frame } = visit;
  const path = issuerPath(found.id);
  const isEditable = found.by === "storage" && mayChange(visit);
  const members = { ...trustedIssuer.membersOf(found.content), ...typed };
  const fields = shown(visit, FIELDS, members, refused === undefined ? NO_FAULTS : faultsIn(refused));
  return {
    is: "page",
    status: refused === undefined ? 200 : 422,
    head: {
      title: found.id,
      crumbs: [LIST],
      badges: found.by === "file" && <Badge>In a file</Badge>,
      actions: isEditable && (
        <a class="button quiet-button" href={`${frame.root}${path}/remove`}>
          Remove
        </a>
      ),
    },
    body: (
      <>
        {refused !== undefined && (await said(visit, refused))}
        {isEditable
          ? issuerForm({ frame, action: path, etag: etagOf(found) ?? "", fields })
          : issuerFacts({ root: frame.root, trusted: found.content.trusted })}
      </>
    ),
  } satisfies Outcome;
}

const find = ({ deps, params }: Visit) => findRegistered(deps, "trusted-issuer", params.id ?? "");

async function show(visit: Visit): Promise<Outcome> {
  const found = await find(visit);
  return found === undefined ? NOTHING : detail(visit, found, {});
}

const reviewed = (visit: Visit, found: Found<"trusted-issuer">, typed: Members): Reviewed<"trusted-issuer"> => ({
  ...{ of: trustedIssuer, found, name: found.id, path: issuerPath(found.id), list: LIST },
  showAgain: (refused) => detail(visit, found, typed, refused),
});

async function change(visit: Visit): Promise<Outcome> {
  const found = await find(visit);
  if (found === undefined) return NOTHING;
  const typed = patchIn(FIELDS, visit.form, trustedIssuer.membersOf(found.content));
  return reviewedChange(visit, reviewed(visit, found, typed), typed);
}

async function remove(visit: Visit): Promise<Outcome> {
  const found = await find(visit);
  if (found === undefined) return NOTHING;
  const words = { button: "Stop trusting it", done: "The issuer isn't trusted any more." };
  return reviewedRemoval(visit, reviewed(visit, found, {}), words);
}

const READ = `${trustedIssuer.scope}:read`;
const WRITE = trustedIssuer.scope;

export const trustedIssuers: Section = {
  links: [{ group: "Registry", label: "Trusted issuers", path: PATH, icon: "issuer", needs: READ }],
  routes: [
    { method: "GET", path: PATH, needs: READ, handle: list },
    { method: "GET", path: `${PATH}/new`, needs: WRITE, handle: (visit) => newPage(visit, EMPTY) },
    { method: "POST", path: `${PATH}/new`, needs: WRITE, handle: create },
    { method: "GET", path: `${PATH}/:id`, needs: READ, handle: show },
    { method: "POST", path: `${PATH}/:id`, needs: WRITE, handle: change },
    { method: "GET", path: `${PATH}/:id/remove`, needs: WRITE, handle: remove },
    { method: "POST", path: `${PATH}/:id/remove`, needs: WRITE, handle: remove },
  ],
};
