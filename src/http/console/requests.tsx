/** Requests for scopes in the console. */
import { addRequest, decideRequest } from "../../admin/request.ts";
import { Alert } from "../../pages/console/parts.tsx";
import {
  RequestBadge,
  type RequestForm,
  requestDetail,
  requestForm,
  requestList,
  requestPath,
  type ShownRequest,
} from "../../pages/console/requests.tsx";
import type { Refused } from "../../protocol/occasion.ts";
import { isRefusal } from "../../reasons/index.ts";
import { etagOf } from "../../service/admin/found.ts";
import { type Handled, operate } from "../../service/admin/operate.ts";
import { decides, findRequest, isOwn, listRequests, shownRequest } from "../../service/admin/requests/found.ts";
import { REQUEST_OPERATIONS } from "../../service/admin/requests/index.ts";
import { faultsIn } from "./change.ts";
import { textIn } from "./form.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

const PAGE = 30;
const TABS = ["open", "approved", "declined", "withdrawn"] as const;
const LABELS = { open: "Open", approved: "Approved", declined: "Declined", withdrawn: "Withdrawn" } as const;

const shown = async (visit: Visit, found: Parameters<typeof shownRequest>[1]) =>
  (await shownRequest(visit.deps, found)) as ShownRequest;

async function list(visit: Visit): Promise<Outcome> {
  const { deps, caller, frame, query } = visit;
  const state = TABS.find((one) => one === query.get("state")) ?? "open";
  const found = await listRequests(deps, caller, { state, after: query.get("after") ?? undefined, limit: PAGE + 1 });
  const requests = await Promise.all(found.slice(0, PAGE).map((one) => shown(visit, one)));
  const last = found.length > PAGE ? requests.at(-1)?.id : undefined;
  return {
    is: "page",
    head: {
      title: "Requests",
      lead: "Owners of applications ask for scopes here, and operators decide.",
      tabs: TABS.map((one) => ({
        label: LABELS[one],
        path: one === "open" ? "/requests" : `/requests?state=${one}`,
        current: one === state,
      })),
      actions: caller.role !== "auditor" && (
        <a class="button quiet-button" href={`${frame.root}/requests/new`}>
          New request
        </a>
      ),
    },
    body: requestList({
      ...{ frame, requests, decides: decides(caller) },
      next: last && `${frame.root}/requests?state=${state}&after=${encodeURIComponent(last)}`,
    }),
  };
}

/** The operation of the admin API, as a page asks for it. */
async function ask(visit: Visit, { id }: { readonly id: string }, body: object, ifMatch?: string) {
  const handled = REQUEST_OPERATIONS.find(({ operation }) => operation.id === id) as Handled;
  const { deps, caller, path } = visit;
  return operate(deps, handled, {
    method: handled.operation.method,
    path,
    at: visit.params,
    query: "",
    contentType: "application/json",
    body: JSON.stringify(body),
    ifMatch,
    caller,
  });
}

const said = async (visit: Visit, refused: Refused) => {
  const { says, errorUri } = await visit.note(refused);
  return <Alert title={says} href={errorUri} />;
};

async function newPage(visit: Visit, form: RequestForm, refused?: Refused): Promise<Outcome> {
  return {
    is: "page",
    status: refused === undefined ? 200 : 422,
    head: {
      title: "Request scopes",
      lead: "Some scopes are sensitive. An operator allows them for an application when you say why it needs them.",
      crumbs: [{ label: "Requests", path: "/requests" }],
    },
    body: (
      <>
        {refused !== undefined && (await said(visit, refused))}
        {requestForm({ frame: visit.frame, form, faults: refused === undefined ? new Map() : faultsIn(refused) })}
      </>
    ),
  };
}

const formIn = (from: URLSearchParams): RequestForm => ({
  application: from.get("application") ?? "",
  scope: from.get("scope") ?? "",
  reason: from.get("reason") ?? "",
});

async function create(visit: Visit): Promise<Outcome> {
  const form = formIn(visit.form);
  const made = await ask(visit, addRequest, form);
  if (isRefusal(made)) return newPage(visit, form, made);
  const { id } = (made as { readonly body: ShownRequest }).body;
  return { is: "go", to: requestPath(id), notice: "The request was sent. An operator decides." };
}

async function show(visit: Visit, refused?: Refused): Promise<Outcome> {
  const { deps, caller, frame, params, form } = visit;
  const found = await findRequest(deps, caller, params.id ?? "");
  if (found === undefined) return NOTHING;
  const request = await shown(visit, found);
  return {
    is: "page",
    status: refused === undefined ? 200 : 422,
    head: {
      title: `Scopes for ${request.application_name ?? request.application}`,
      crumbs: [{ label: "Requests", path: "/requests" }],
      badges: <RequestBadge state={request.state} />,
    },
    body: (
      <>
        {refused !== undefined && (await said(visit, refused))}
        {requestDetail({
          ...{ frame, request, etag: etagOf(found) ?? "" },
          decides: decides(caller),
          withdraws: caller.role !== "auditor" && isOwn(caller, found),
          fault: refused && faultsIn(refused).get("comment"),
          comment: form.get("comment") ?? "",
        })}
      </>
    ),
  };
}

const NOTICES = {
  approved: "Approved. The application is allowed the scopes from its next request on.",
  declined: "Declined. Whoever asked sees your comment.",
  withdrawn: "The request was withdrawn.",
} as const;

async function decide(visit: Visit): Promise<Outcome> {
  const { form, params } = visit;
  const state = form.get("state") ?? "";
  const comment = textIn(form, "comment");
  const body = { state, ...(comment !== undefined && { comment }) };
  const made = await ask(visit, decideRequest, body, textIn(form, "etag"));
  if (isRefusal(made))
    return made.refused === "admin/role-insufficient" || made.refused === "admin/not-found"
      ? { is: "refused", refused: made }
      : show(visit, made);
  return { is: "go", to: requestPath(params.id ?? ""), notice: NOTICES[state as keyof typeof NOTICES] };
}

const READ = "candor:applications:read";
const WRITE = "candor:applications";

export const requests: Section = {
  links: [{ group: "Registry", label: "Requests", path: "/requests", icon: "request", needs: READ }],
  routes: [
    { method: "GET", path: "/requests", needs: READ, handle: list },
    { method: "GET", path: "/requests/new", needs: WRITE, handle: (visit) => newPage(visit, formIn(visit.query)) },
    { method: "POST", path: "/requests/new", needs: WRITE, handle: create },
    { method: "GET", path: "/requests/:id", needs: READ, handle: (visit) => show(visit) },
    { method: "POST", path: "/requests/:id", needs: WRITE, handle: decide },
  ],
};
