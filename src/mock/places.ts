/** Where a request can be refused, and how: the occasions that it is decided by, each with the form of its response. */
import type { FastifyRequest } from "fastify";
import { bodyOf } from "../http/forms.ts";
import { pathOf, plain, queryOf } from "../http/requests.ts";
import { onItsWay } from "../protocol/authorization/arrival.ts";
import { type AuthorizationOccasion, requestOf, trustedIn } from "../protocol/authorization/occasion.ts";
import type { TrustedRedirect } from "../protocol/authorization/trust.ts";
import { readForm } from "../protocol/form.ts";
import type { Occasion } from "../protocol/occasion.ts";
import { type Received, receive, receiveCarried } from "../protocol/received.ts";
import type { Code } from "../reasons/index.ts";
import type { Deps } from "../service/deps.ts";
import { endpointAt } from "./endpoints.ts";
import { stepOf } from "./reasons.ts";

/** How a refusal is sent. `as the path does`: JSON or a page, by what the requester accepts. */
export type Sending =
  | { readonly as: "json" | "bearer" | "problem" | "page" | "sign-in page"; readonly endpoint: string }
  | { readonly as: "redirect"; readonly to: TrustedRedirect }
  | { readonly as: "as the path does"; readonly endpoint: string };

/** An occasion on which a request can be refused for a reason. */
export interface Place {
  readonly on: Occasion;
  readonly sending: Sending;
}

interface Asked {
  readonly on: Occasion;
  /** By the step at which it is refused: the app gets the response to an authorization request only once it is trusted. */
  readonly sending: (needs: string | undefined, code: Code) => Sending | undefined;
}

const by = (sending: Sending) => (): Sending => sending;

/** Where this request can be refused so; `undefined` if it can't, so that the order waits for another request. */
export async function placeOf(deps: Deps, request: FastifyRequest, code: Code): Promise<Place | undefined> {
  for (const { on, sending } of [...(await askedOf(deps, request)), atArrival(deps, request)]) {
    const step = stepOf(code, on);
    const sent = step && sending(step.needs, code);
    if (sent !== undefined) return { on, sending: sent };
  }
  return undefined;
}

/** The occasions of the endpoint itself. */
async function askedOf(deps: Deps, request: FastifyRequest): Promise<readonly Asked[]> {
  const { catalogue, settings } = deps.registry;
  const now = deps.clock();
  const path = pathOf({ url: request.raw.url ?? "" });
  const isPost = request.method === "POST";
  const received = receive(plain(request));
  const bearer: Occasion = { decision: "bearer", received, demand: { scope: "openid" }, catalogue, now };
  const form = readForm(bodyOf(request));
  const carried = "refused" in form ? undefined : form.values.get("request");
  const ownPage = (endpoint: string) => by({ as: "page", endpoint });
  const endpoint = endpointAt(path);
  switch (endpoint) {
    case "token":
      return [{ on: { decision: "token", received, catalogue, settings, now }, sending: by({ as: "json", endpoint }) }];
    case "pushed":
      return [
        { on: { decision: "pushed", received, catalogue, settings, now }, sending: by({ as: "json", endpoint }) },
      ];
    case "deviceAuthorization":
      return [
        {
          on: { decision: "device-authorization", received, catalogue, settings, now },
          sending: by({ as: "json", endpoint: "device-authorization" }),
        },
      ];
    case "backchannel":
      return [
        {
          on: { decision: "backchannel", received, catalogue, settings, now },
          sending: by({ as: "json", endpoint: "backchannel" }),
        },
      ];
    case "approve":
      return [{ on: { decision: "approval", ...(isPost && { form, ours: true }), now }, sending: ownPage("approve") }];
    case "device":
      return [{ on: { decision: "device", ...(isPost && { form, ours: true }), now }, sending: ownPage("device") }];
    case "introspection":
    case "revocation":
    case "refusals":
      return [{ on: { decision: endpoint, received, now }, sending: by({ as: "json", endpoint }) }];
    case "userinfo":
    case "demo-api":
      return [{ on: bearer, sending: by({ as: "bearer", endpoint }) }];
    case "admin": {
      const parts = { by: "", kind: "", act: "read", id: "", faults: [], usedBy: [] } as const;
      const on: Occasion = { decision: "admin", method: request.method, path, ...parts, now };
      const sending = by({ as: "problem", endpoint });
      return [
        { on, sending },
        { on: bearer, sending },
      ];
    }
    case "registration":
      return [
        {
          on: {
            ...{ decision: "registration", act: "register", method: request.method, path },
            ...{ mode: settings.registration.mode, token: "right", faults: [], now },
          },
          sending: (_, code) => ({ as: code === "registration/token-invalid" ? "bearer" : "json", endpoint }),
        },
      ];
    case "authorization":
      return [await authorizing(deps, onItsWay(received))];
    case "signIn":
      return !isPost
        ? []
        : [
            {
              on: { decision: "sign-in", form, ours: true, now },
              sending: (_, code) => ({ as: ON_THE_FORM.has(code) ? "sign-in page" : "page", endpoint: "sign-in" }),
            },
            ...(carried === undefined ? [] : [await authorizing(deps, receiveCarried(carried))]),
          ];
    case "consent":
      return !isPost
        ? []
        : [
            { on: { decision: "consent", form, ours: true, answered: true, now }, sending: ownPage("consent") },
            ...(carried === undefined ? [] : [await authorizing(deps, receiveCarried(carried))]),
          ];
    case "signOut": {
      const sent = isPost ? form : readForm(queryOf(request.raw as { url: string }));
      const isOurs = isPost && !("refused" in form) && form.values.has("csrf");
      return [
        {
          on: { decision: "sign-out", request: sent, ...(isOurs && { form, ours: true }), now },
          sending: ownPage("sign-out"),
        },
      ];
    }
    case "invitation":
    case "join":
      return [
        {
          on: { decision: "invitation", ...(isPost && { form, ours: true }), now },
          sending: (_, code) => (code === "request/parameter-invalid" ? undefined : { as: "page", endpoint }),
        },
      ];
    default:
      return [];
  }
}

/** What the sign-in page says above its form. */
const ON_THE_FORM: ReadonlySet<string> = new Set(["user/credentials-wrong", "user/throttled", "user/queue-full"]);

/** An authorization request: shown to the user before the redirect URI is trusted, and sent to the app afterwards. */
async function authorizing(deps: Deps, received: Received): Promise<Asked> {
  const { catalogue, settings } = deps.registry;
  const hint = { is: "absent" } as const;
  const arrived: AuthorizationOccasion = {
    decision: "authorization",
    received,
    hint,
    catalogue,
    settings,
    now: deps.clock(),
  };
  const isReadable = !("refused" in received.body) && !("refused" in received.query);
  const clientId = isReadable ? requestOf(arrived).clientId : undefined;
  const client = clientId === undefined ? undefined : (await deps.registry.client(clientId))?.client;
  const on = { ...arrived, client };
  return {
    on,
    sending(needs) {
      if (needs !== "person") return { as: "page", endpoint: "authorization" };
      const to = isReadable ? trustedIn(on) : undefined;
      return to && { as: "redirect", to };
    },
  };
}

/** Refused by the path itself, in the form that it speaks whoever asks. */
const TURNED_AWAY: ReadonlySet<string> = new Set(["request/wrong-method", "request/not-opened"]);
const SPOKEN = { json: "json", html: "page", problem: "problem" } as const;

/** What any request can be refused for before its endpoint sees it, and faults of the server itself. */
function atArrival(deps: Deps, request: FastifyRequest): Asked {
  const { url: endpoint = "none", config } = request.routeOptions;
  const path = pathOf({ url: request.raw.url ?? "" });
  const on: Occasion = { decision: "http", method: request.method, path, found: { is: "nothing" }, now: deps.clock() };
  return {
    on,
    sending: (_, code) => {
      const speaks = TURNED_AWAY.has(code) ? config?.speaks : undefined;
      return speaks === undefined ? { as: "as the path does", endpoint } : { as: SPOKEN[speaks], endpoint };
    },
  };
}
