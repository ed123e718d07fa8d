/** APIs in the console. */
import { api as representation } from "../../admin/api.ts";
import type { Members } from "../../admin/representation.ts";
import { type ApiForm, apiFacts, apiForm, apiList, apiPath, apiUses } from "../../pages/console/apis.tsx";
import type { ShownFault } from "../../pages/console/fields.tsx";
import { Badge } from "../../pages/console/parts.tsx";
import type { StoredApi } from "../../ports/registered.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { isWithinReach } from "../../service/admin/caller.ts";
import { etagOf, type Found, findRegistered, listRegistered } from "../../service/admin/found.ts";
import { clientsUsing } from "../../service/admin/used-by.ts";
import { ask, faultsIn } from "./change.ts";
import { numberIn } from "./form.ts";
import { type Reviewed, reviewedChange, reviewedRemoval, said } from "./reviewed.tsx";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

const PAGE = 30;
/** Clients that are named. */
const NAMED = 20;
const NO_FAULTS: ReadonlyMap<string, ShownFault> = new Map();
const EMPTY: ApiForm = { resource: "", name: "", tokens: "jwt", alg: "ES256", typ: "at+jwt", lifetime: "600" };

const mayChange = ({ caller }: Visit): boolean => covers(caller.scopes, "candor:scopes");

const scopesOf = ({ deps }: Visit, resource: string) =>
  [...deps.registry.catalogue.scopes.values()].filter(({ api }) => api === resource);

const formOf = ({ api: { resource, name, tokens, alg, typ, lifetime } }: StoredApi): ApiForm => ({
  ...{ resource, name, tokens, alg, typ },
  lifetime: String(lifetime),
});

const sentForm = (form: URLSearchParams): ApiForm => ({
  resource: form.get("resource") ?? "",
  name: form.get("name") ?? "",
  tokens: form.get("tokens") ?? "",
  alg: form.get("alg") ?? "",
  typ: form.get("typ") ?? "",
  lifetime: form.get("lifetime") ?? "",
});

const membersIn = (form: URLSearchParams): Members => ({
  name: form.get("name")?.trim() ?? "",
  tokens: form.get("tokens") ?? "",
  alg: form.get("alg") ?? "",
  typ: form.get("typ") ?? "",
  lifetime: numberIn(form, "lifetime") ?? null,
});

async function list(visit: Visit): Promise<Outcome> {
  const { deps, caller, frame, query } = visit;
  const found = await listRegistered(deps, "api", { after: query.get("after") ?? undefined, limit: PAGE + 1, caller });
  const page = found.slice(0, PAGE);
  const apis = page.map(({ by, content: { api } }) => ({
    ...api,
    scopes: scopesOf(visit, api.resource).length,
    fixed: by === "file",
  }));
  const last = found.length > PAGE ? page.at(-1)?.id : undefined;
  return {
    is: "page",
    head: {
      title: "APIs",
      lead: "What access tokens are for. Each API says which tokens it reads and how long they last.",
      actions: mayChange(visit) && (
        <a class="button" href={`${frame.root}/apis/new`}>
          New API
        </a>
      ),
    },
    body: apiList({ frame, apis, next: last && `${frame.root}/apis?after=${encodeURIComponent(last)}` }),
  };
}

async function newPage(visit: Visit, form: ApiForm, refused?: Refused): Promise<Outcome> {
  const faults = refused === undefined ? NO_FAULTS : faultsIn(refused);
  return {
    is: "page",
    status: refused === undefined ? 200 : 422,
    head: { title: "New API", crumbs: [{ label: "APIs", path: "/apis" }] },
    body: (
      <>
        {refused !== undefined && (await said(visit, refused))}
        {apiForm({ frame: visit.frame, action: "/apis/new", form, faults, etag: undefined, isNew: true })}
      </>
    ),
  };
}

async function create(visit: Visit): Promise<Outcome> {
  const { form } = visit;
  const { lifetime, ...others } = membersIn(form);
  const members = { resource: form.get("resource")?.trim() ?? "", ...others, ...(lifetime !== null && { lifetime }) };
  const made = await ask(visit, representation, { act: "add", members });
  if (isRefusal(made)) return newPage(visit, sentForm(form), made);
  return { is: "go", to: apiPath(made.id), notice: "The API is registered." };
}

async function detail(visit: Visit, found: Found<"api">, form: ApiForm, refused?: Refused): Promise<Outcome> {
  const { deps, caller, frame } = visit;
  const { resource, name } = found.content.api;
  const path = apiPath(resource);
  const isEditable = found.by === "storage" && mayChange(visit);
  const { clients, count } = await clientsUsing(deps, { kind: "api", id: resource }, NAMED);
  const seen = clients.filter((client) => isWithinReach(caller, { client, secrets: [] }));
  const more = caller.own === undefined ? count - clients.length : 0;
  const faults = refused === undefined ? NO_FAULTS : faultsIn(refused);
  return {
    is: "page",
    status: refused === undefined ? 200 : 422,
    head: {
      title: name,
      crumbs: [{ label: "APIs", path: "/apis" }],
      badges: found.by === "file" && <Badge>File or built in</Badge>,
      tabs: [
        { label: "API", path, current: true },
        { label: "Claims", path: `${path}/claims` },
      ],
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
          ? apiForm({ frame, action: path, form, faults, etag: etagOf(found), isNew: false })
          : apiFacts({ form: formOf(found.content) })}
        {apiUses({ root: frame.root, scopes: scopesOf(visit, resource), clients: seen.map(({ id }) => id), more })}
      </>
    ),
  };
}

const find = ({ deps, params }: Visit) => findRegistered(deps, "api", params.id ?? "");

async function show(visit: Visit): Promise<Outcome> {
  const found = await find(visit);
  return found === undefined ? NOTHING : detail(visit, found, formOf(found.content));
}

const reviewed = (visit: Visit, found: Found<"api">, form: ApiForm): Reviewed<"api"> => ({
  ...{ of: representation, found, name: found.content.api.name, path: apiPath(found.id) },
  list: { label: "APIs", path: "/apis" },
  showAgain: (refused) => detail(visit, found, form, refused),
});

async function change(visit: Visit): Promise<Outcome> {
  const { form } = visit;
  const found = await find(visit);
  return found === undefined ? NOTHING : reviewedChange(visit, reviewed(visit, found, sentForm(form)), membersIn(form));
}

async function remove(visit: Visit): Promise<Outcome> {
  const found = await find(visit);
  if (found === undefined) return NOTHING;
  const words = { button: "Remove the API", done: "The API was removed." };
  return reviewedRemoval(visit, reviewed(visit, found, formOf(found.content)), words);
}

const READ = "candor:scopes:read";
const WRITE = "candor:scopes";

export const apis: Section = {
  links: [{ group: "Registry", label: "APIs", path: "/apis", icon: "api", needs: READ }],
  routes: [
    { method: "GET", path: "/apis", needs: READ, handle: list },
    { method: "GET", path: "/apis/new", needs: WRITE, handle: (visit) => newPage(visit, EMPTY) },
    { method: "POST", path: "/apis/new", needs: WRITE, handle: create },
    { method: "GET", path: "/apis/:id", needs: READ, handle: show },
    { method: "POST", path: "/apis/:id", needs: WRITE, handle: change },
    { method: "GET", path: "/apis/:id/remove", needs: WRITE, handle: remove },
    { method: "POST", path: "/apis/:id/remove", needs: WRITE, handle: remove },
  ],
};
