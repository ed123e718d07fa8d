/** The wizard for a new application: what it is, what it is called and may do, and at the end working code for it. */
import { application } from "../../admin/application.ts";
import { createdPage } from "../../pages/console/application-code.tsx";
import type { Building } from "../../pages/console/code/index.ts";
import type { ShownFault } from "../../pages/console/fields.tsx";
import { chooseBuildingPage, newApplicationPage } from "../../pages/console/new-application.tsx";
import type { Attested } from "../../pages/console/new-application-keys.tsx";
import { ADMIN_SCOPE_NAMES, stateAt } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Changed } from "../../service/admin/change.ts";
import { codeOf } from "./application-code.ts";
import { beyondPolicy, isBuilding, KINDS } from "./building.ts";
import { ask, faultsIn } from "./change.ts";
import { jsonIn, linesIn, selectedIn, textIn } from "./form.ts";
import type { Outcome, Section, Visit } from "./section.ts";

const PATH = "/applications/new";
const CRUMBS = [{ label: "Applications", path: "/applications" }];
const NEEDS = "candor:applications";

export const newApplication: Section = {
  routes: [
    { method: "GET", path: PATH, needs: NEEDS, handle: (visit) => asked(visit) },
    { method: "POST", path: PATH, needs: NEEDS, handle: create },
  ],
};

/** What was typed, and what is wrong with it. */
interface Typed {
  readonly name: string;
  readonly redirectUris: string;
  readonly jwksUri: string;
  readonly jwks: string;
  readonly chosen: readonly string[];
  readonly team: string;
  readonly attested: Attested;
  readonly faults: ReadonlyMap<string, ShownFault>;
  readonly refused?: { readonly says: string; readonly errorUri: string };
}

const NOTHING_TYPED: Typed = {
  ...{ name: "", redirectUris: "", jwksUri: "", jwks: "", chosen: [], team: "", faults: new Map() },
  attested: { method: "none", jwksUri: "", jwks: "" },
};

/** Whether an app of this kind can be attested here: it is on somebody's phone, and the server accepts attestations. */
const isAttestable = ({ deps }: Visit, building: Building): boolean =>
  building === "native" && deps.registry.settings.clientAttestation !== undefined;

function asked(visit: Visit): Outcome {
  const building = visit.query.get("building");
  if (!isBuilding(building)) {
    const { caller, deps } = visit;
    const notAllowed = caller.own === undefined ? [] : beyondPolicy(deps.registry.settings.selfService.grantTypes);
    const head = { title: "New application", lead: "In a minute, you have code that runs.", crumbs: CRUMBS };
    return { is: "page", head, body: chooseBuildingPage({ root: visit.frame.root, notAllowed }) };
  }
  return form(visit, building, { ...NOTHING_TYPED, chosen: actsForItself(building) ? [] : ["openid"] });
}

function form(visit: Visit, building: Building, typed: Typed): Outcome {
  const { deps, caller, frame } = visit;
  const now = deps.clock();
  const scopes = [...deps.registry.catalogue.scopes.values()]
    .filter((scope) => !ADMIN_SCOPE_NAMES.includes(scope.name) && stateAt(scope, now).is !== "removed")
    .filter(({ personal }) => !actsForItself(building) || !personal)
    .map(({ name, description, sensitive, api, state }) => ({
      ...{ name, description, sensitive },
      api: api === undefined ? undefined : (deps.registry.catalogue.apis.get(api)?.name ?? api),
      deprecated: state.is === "deprecated",
      // An operator allows those: the owner asks once the application is there.
      isAskedFor: sensitive && caller.own !== undefined,
    }));
  const teams = caller.own === undefined ? [] : [...caller.own.teams];
  const { hasRedirectUri, hasKeys = false } = KINDS[building];
  const head = { title: "New application", crumbs: [...CRUMBS, { label: "New application", path: PATH }] };
  const status = typed.faults.size > 0 || typed.refused !== undefined ? 400 : 200;
  return {
    is: "page",
    status,
    head,
    body: newApplicationPage({
      ...{ frame, building, hasRedirectUri, hasKeys, scopes, teams, ...typed },
      attested: isAttestable(visit, building) ? typed.attested : undefined,
    }),
  };
}

/** Whether no user signs in. */
const actsForItself = (building: Building): boolean => building === "service" || building === "keyed-service";

function keysIn(sent: URLSearchParams): Readonly<Record<string, unknown>> {
  const [uri, jwks] = [textIn(sent, "jwks_uri"), jsonIn(sent, "jwks")];
  return { ...(uri !== undefined && { jwks_uri: uri }), ...(jwks !== undefined && { jwks }) };
}

async function create(visit: Visit): Promise<Outcome> {
  const { form: sent, caller } = visit;
  const building = sent.get("building");
  if (!isBuilding(building)) return { is: "go", to: PATH };
  const { members, hasRedirectUri, hasKeys = false } = KINDS[building];
  const [scopes, team] = [selectedIn(sent, "scope"), textIn(sent, "team")];
  const changed = await ask(visit, application, {
    act: "add",
    members: {
      ...members,
      ...(isAttestable(visit, building) && attestationIn(sent)),
      client_name: textIn(sent, "client_name") ?? "",
      ...(hasRedirectUri && { redirect_uris: linesIn(sent, "redirect_uris") }),
      ...(hasKeys && keysIn(sent)),
      scope: scopes.join(" "),
      ...(caller.own !== undefined && (team === undefined ? { owner: caller.own.username } : { team })),
    },
  });
  if (!isRefusal(changed)) return created(visit, building, changed);
  const faults = faultsIn(changed);
  return form(visit, building, {
    name: sent.get("client_name") ?? "",
    redirectUris: sent.get("redirect_uris") ?? "",
    jwksUri: sent.get("jwks_uri") ?? "",
    jwks: sent.get("jwks") ?? "",
    ...{ chosen: scopes, team: team ?? "", faults },
    attested: {
      method: sent.get("token_endpoint_auth_method") ?? "none",
      jwksUri: sent.get("attester_jwks_uri") ?? "",
      jwks: sent.get("attester_jwks") ?? "",
    },
    refused: await visit.note(changed),
  });
}

/** The members that follow from what was chosen and typed. */
function attestationIn(sent: URLSearchParams): Readonly<Record<string, unknown>> {
  const method = sent.get("token_endpoint_auth_method");
  if (method !== "attest_jwt_client_auth") return {};
  const [uri, keys] = [textIn(sent, "attester_jwks_uri"), jsonIn(sent, "attester_jwks")];
  return {
    token_endpoint_auth_method: method,
    ...(uri !== undefined && { attester_jwks_uri: uri }),
    ...(keys !== undefined && { attester_jwks: keys }),
  };
}

function created({ deps, frame }: Visit, building: Building, { content, secret }: Changed<"application">): Outcome {
  if (content === undefined) throw new Error("What was added is there.");
  const { client } = content;
  const head = { title: `${client.name} is registered`, crumbs: CRUMBS };
  const { hasKeys = false } = KINDS[building];
  const code = codeOf(deps.issuer, client, building, undefined);
  return { is: "page", head, body: createdPage({ root: frame.root, clientId: client.id, secret, hasKeys, ...code }) };
}
