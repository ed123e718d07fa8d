/** Scopes in the console. */
import { scope as representation } from "../../admin/scope.ts";
import type { ShownFault } from "../../pages/console/fields.tsx";
import { matrixPage } from "../../pages/console/matrix.tsx";
import { type ScopeForm, scopeForm } from "../../pages/console/scope-form.tsx";
import { ScopeBadges, scopeFacts, scopeList, scopePath, usePanel } from "../../pages/console/scopes.tsx";
import { ADMIN_PATH, covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { etagOf, type Found, findRegistered, listRegistered } from "../../service/admin/found.ts";
import { ask, faultsIn } from "./change.ts";
import { matrixFor } from "./matrix.ts";
import { type Reviewed, reviewedChange, reviewedRemoval, said } from "./reviewed.tsx";
import { changedMembers, EMPTY, formOf, newMembers, sentForm } from "./scope-form.ts";
import { listedScope, ownClients, shownScope, usesOfScope } from "./scope-rows.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

/** Rows of a page. */
const PAGE = 30;

const TABS = (current: "list" | "matrix") => [
  { label: "All scopes", path: "/scopes", current: current === "list" },
  { label: "Who uses what", path: "/scopes/matrix", current: current === "matrix" },
];

const mayChange = ({ caller }: Visit): boolean => covers(caller.scopes, "candor:scopes");

const linkTo = (visit: Visit, path: string, query: Readonly<Record<string, string | undefined>>): string => {
  const sent = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value]],
  );
  const text = new URLSearchParams(Object.fromEntries(sent)).toString();
  return `${visit.frame.root}${path}${text === "" ? "" : `?${text}`}`;
};

async function list(visit: Visit): Promise<Outcome> {
  const { deps, caller, frame, query } = visit;
  const [q, after] = [query.get("q")?.slice(0, 200) ?? "", query.get("after") ?? undefined];
  const found = await listRegistered(deps, "scope", { after, limit: PAGE + 1, text: q === "" ? undefined : q, caller });
  const own = await ownClients(deps, caller);
  const page = found.slice(0, PAGE);
  const scopes = await Promise.all(page.map((one) => listedScope(deps, own, one, deps.clock())));
  const last = found.length > PAGE ? page.at(-1)?.id : undefined;
  return {
    is: "page",
    head: {
      title: "Scopes",
      lead: "What applications may be allowed to do. Each scope belongs to one API, or to none.",
      tabs: TABS("list"),
      actions: mayChange(visit) && (
        <a class="button" href={`${frame.root}/scopes/new`}>
          New scope
        </a>
      ),
    },
    body: scopeList({
      ...{ frame, scopes, q, own: own !== undefined },
      next: last && linkTo(visit, "/scopes", { q, after: last }),
      first: after && linkTo(visit, "/scopes", { q }),
    }),
  };
}

/** What the form offers: APIs, and scopes that may replace one. */
function choicesOf({ deps }: Visit, name: string) {
  const { catalogue } = deps.registry;
  const own = deps.issuer + ADMIN_PATH;
  return {
    apis: [...catalogue.apis.values()].filter(({ resource }) => resource !== own),
    names: [...catalogue.scopes.values()].filter((one) => one.api !== own && one.name !== name).map((one) => one.name),
  };
}

const NO_FAULTS: ReadonlyMap<string, ShownFault> = new Map();

function newPage(
  visit: Visit,
  form: ScopeForm,
  faults = NO_FAULTS,
  refused?: Awaited<ReturnType<typeof said>>,
): Outcome {
  const { frame } = visit;
  return {
    is: "page",
    status: refused === undefined ? 200 : 422,
    head: { title: "New scope", crumbs: [{ label: "Scopes", path: "/scopes" }] },
    body: (
      <>
        {refused}
        {scopeForm({
          frame,
          action: "/scopes/new",
          form,
          faults,
          ...choicesOf(visit, ""),
          etag: undefined,
          isNew: true,
        })}
      </>
    ),
  };
}

async function create(visit: Visit): Promise<Outcome> {
  const { form } = visit;
  const made = await ask(visit, representation, { act: "add", members: newMembers(form) });
  if (isRefusal(made)) return newPage(visit, sentForm(form), faultsIn(made), await said(visit, made));
  return { is: "go", to: scopePath(made.id), notice: `The scope ${made.id} is in force.` };
}

const find = ({ deps, params }: Visit) => findRegistered(deps, "scope", params.name ?? "");

async function show(visit: Visit): Promise<Outcome> {
  const found = await find(visit);
  return found === undefined ? NOTHING : detail(visit, found, formOf(found.content));
}

async function detail(
  visit: Visit,
  found: Found<"scope">,
  form: ScopeForm,
  faults = NO_FAULTS,
  refused?: Awaited<ReturnType<typeof said>>,
): Promise<Outcome> {
  const { deps, caller, frame, query } = visit;
  const scope = shownScope(found, deps.clock());
  const path = scopePath(scope.name);
  const uses = await usesOfScope(deps, caller, scope.name, query.get("after") ?? undefined, PAGE);
  const isEditable = !scope.fixed && mayChange(visit);
  return {
    is: "page",
    status: refused === undefined ? 200 : 422,
    head: {
      title: scope.name,
      lead: scope.description,
      crumbs: [{ label: "Scopes", path: "/scopes" }],
      badges: <ScopeBadges scope={scope} />,
      tabs: [
        { label: "Scope", path, current: true },
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
        {refused}
        {isEditable
          ? scopeForm({
              frame,
              action: path,
              form,
              faults,
              ...choicesOf(visit, scope.name),
              etag: etagOf(found),
              isNew: false,
            })
          : scopeFacts({ scope, root: frame.root })}
        {usePanel({
          frame,
          rows: uses.rows,
          next: uses.next && linkTo(visit, path, { after: uses.next }),
          own: caller.own !== undefined,
        })}
      </>
    ),
  };
}

const reviewed = (visit: Visit, found: Found<"scope">, form: ScopeForm): Reviewed<"scope"> => ({
  ...{ of: representation, found, name: found.id, path: scopePath(found.id) },
  list: { label: "Scopes", path: "/scopes" },
  showAgain: async (refused) => detail(visit, found, form, faultsIn(refused), await said(visit, refused)),
});

async function change(visit: Visit): Promise<Outcome> {
  const { form } = visit;
  const found = await find(visit);
  return found === undefined
    ? NOTHING
    : reviewedChange(visit, reviewed(visit, found, sentForm(form)), changedMembers(form, found.content));
}

async function remove(visit: Visit): Promise<Outcome> {
  const found = await find(visit);
  if (found === undefined) return NOTHING;
  const words = { button: "Remove the scope", done: `The scope ${found.id} was removed.` };
  return reviewedRemoval(visit, reviewed(visit, found, formOf(found.content)), words);
}

async function matrix(visit: Visit): Promise<Outcome> {
  const { frame, query } = visit;
  const found = await matrixFor(visit, query.get("scope") ?? undefined, query.get("after") ?? undefined);
  const link = (label: string, more: Readonly<Record<string, string | undefined>>) => (
    <a class="button quiet-button" href={linkTo(visit, "/scopes/matrix", more)}>
      {label}
    </a>
  );
  const [scope, after] = [query.get("scope") ?? undefined, query.get("after") ?? undefined];
  return {
    is: "page",
    head: {
      title: "Who uses which scope",
      lead: "A scope counts as used if it was requested or granted in the last 90 days.",
      tabs: TABS("matrix"),
    },
    body: (
      <>
        {matrixPage({ root: frame.root, scopes: found.scopes, rows: found.rows })}
        <nav class="pager" aria-label="Pages">
          {(scope !== undefined || after !== undefined) && (
            <a href={`${frame.root}/scopes/matrix`}>Back to the start</a>
          )}
          {found.nextScope !== undefined && link("More scopes", { scope: found.nextScope, after })}
          {found.nextApplication !== undefined && link("More applications", { scope, after: found.nextApplication })}
        </nav>
      </>
    ),
  };
}

const READ = "candor:scopes:read";
const WRITE = "candor:scopes";

export const scopes: Section = {
  links: [{ group: "Registry", label: "Scopes", path: "/scopes", icon: "scope", needs: READ }],
  routes: [
    { method: "GET", path: "/scopes", needs: READ, handle: list },
    { method: "GET", path: "/scopes/matrix", needs: READ, handle: matrix },
    { method: "GET", path: "/scopes/new", needs: WRITE, handle: (visit) => newPage(visit, EMPTY) },
    { method: "POST", path: "/scopes/new", needs: WRITE, handle: create },
    { method: "GET", path: "/scopes/:name", needs: READ, handle: show },
    { method: "POST", path: "/scopes/:name", needs: WRITE, handle: change },
    { method: "GET", path: "/scopes/:name/remove", needs: WRITE, handle: remove },
    { method: "POST", path: "/scopes/:name/remove", needs: WRITE, handle: remove },
  ],
};
