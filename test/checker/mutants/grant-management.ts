/** Faults of grant management. */
import { asking, clientOf, METADATA, parameter, refusal, responding, withMembers, withParameters } from "../between.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

const ACTION = "grant_management_action";
const PLAIN = { [ACTION]: undefined, grant_id: undefined };
const GRANTS = (path: string): boolean => path.startsWith("/grants/");

const id = (message: Message): string => parameter(message, "grant_id") ?? "";
const action = (message: Message): string => parameter(message, ACTION) ?? "";

/** A request that must be refused is granted as if it said nothing of a grant. */
const grants = (does: string, requirement: string, isMeant: (message: Message) => boolean): Mutant => ({
  does,
  breaks: [`grant-management/${requirement}`],
  between: asking("/authorize", (message) => (isMeant(message) ? withParameters(message, PLAIN) : message)),
});

const listing = (change: (members: Record<string, unknown>) => Record<string, unknown>) =>
  responding(METADATA, (answer) => withMembers(answer, change));

/** Of responses that have a grant_id. */
const identified = (change: (members: Record<string, unknown>) => Record<string, unknown>) =>
  responding("/token", (answer) => (answer.body.includes('"grant_id"') ? withMembers(answer, change) : answer));

const queried = (change: (members: Record<string, unknown>) => Record<string, unknown>) =>
  responding(GRANTS, (answer, { method }) =>
    method === "GET" && answer.status === 200 ? withMembers(answer, change) : answer,
  );

/** Whatever has the status is asked again with the last token that was good. */
const withGoodToken = (status: number) => (): Between => {
  let good = "";
  return async (message, ask) => {
    const answer = await ask(message);
    if (!GRANTS(message.path) || message.method !== "GET") return answer;
    if (answer.status === 200) good = message.headers.get("authorization") ?? "";
    if (answer.status !== status || good === "") return answer;
    const headers = new Headers(message.headers);
    headers.set("authorization", good);
    return ask({ ...message, headers });
  };
};

/** The grant_id of a merge is another one. */
const renaming = (): Between => {
  let merging = false;
  return async (message, ask) => {
    if (message.path === "/authorize" && action(message) !== "") merging = action(message) === "merge";
    const answer = await ask(message);
    if (!merging || message.path !== "/token" || !answer.body.includes('"grant_id"')) return answer;
    return withMembers(answer, (all) => ({ ...all, grant_id: [...String(all.grant_id)].reverse().join("") }));
  };
};

/** Grants are numbered from 1. */
const numbered = (): Between => {
  const ids: string[] = [];
  const real = (text: string): string | undefined => (/^\d+$/.test(text) ? ids[Number(text) - 1] : undefined);
  return async (message, ask) => {
    const [, , last = ""] = message.path.split("/");
    const meant = real(GRANTS(message.path) ? last : id(message));
    const isPath = meant !== undefined && GRANTS(message.path);
    const asked = isPath
      ? { ...message, path: `/grants/${meant}` }
      : withParameters(message, meant ? { grant_id: meant } : {});
    const answer = await ask(asked);
    if (message.path !== "/token" || !answer.body.includes('"grant_id"')) return answer;
    return withMembers(answer, (all) => {
      if (!ids.includes(String(all.grant_id))) ids.push(String(all.grant_id));
      return { ...all, grant_id: String(ids.indexOf(String(all.grant_id)) + 1) };
    });
  };
};

const DONE: Answer = { status: 204, headers: new Headers({ "cache-control": "no-store" }), body: "" };

export const GRANT_MANAGEMENT: Readonly<Record<string, Mutant>> = {
  "an action that nobody knows is listed": {
    does: "grant_management_actions_supported has update.",
    breaks: ["grant-management/actions"],
    between: listing((all) => ({
      ...all,
      grant_management_actions_supported: [...(all.grant_management_actions_supported as string[]), "update"],
    })),
  },
  "no grant management endpoint": {
    does: "The metadata has no grant_management_endpoint.",
    breaks: ["grant-management/endpoint"],
    between: listing(({ grant_management_endpoint: _, ...rest }) => rest),
  },
  "required actions that may be missing": {
    does: "The metadata says that an action is required, and none is.",
    breaks: ["grant-management/action-required"],
    between: listing((all) => ({ ...all, grant_management_action_required: true })),
  },
  "grants without an id": {
    does: "The token response has no grant_id.",
    breaks: ["grant-management/grant-id"],
    between: identified(({ grant_id: _, ...rest }) => rest),
  },
  "grants that are numbered": {
    does: "grant_id is a number that anybody can guess.",
    breaks: ["grant-management/unguessable"],
    between: numbered,
  },
  "another id after merge": {
    does: "A grant that is merged has another grant_id.",
    breaks: ["grant-management/same-id"],
    between: renaming,
  },
  "unknown grants are merged": grants(
    "merge with an unknown grant_id makes a new grant.",
    "id-known",
    (message) => clientOf(message) === "web" && action(message) === "merge" && id(message).startsWith("unknown-"),
  ),
  "grants of others are merged": grants(
    "merge with the grant_id of another client is accepted.",
    "id-of-client",
    (message) => clientOf(message) === "other" && action(message) === "merge",
  ),
  "unknown actions are ignored": grants("An unknown action is ignored.", "action-known", (message) =>
    action(message).startsWith("nobody"),
  ),
  "public clients manage grants": {
    does: "A public client gets a grant_id.",
    breaks: ["grant-management/confidential"],
    between: (): Between => async (message, ask) => {
      const isPublic = clientOf(message) === "app";
      const answer = await ask(isPublic && message.path === "/authorize" ? withParameters(message, PLAIN) : message);
      return isPublic && message.path === "/token" && answer.status === 200
        ? withMembers(answer, (all) => ({ ...all, grant_id: "grant" }))
        : answer;
    },
  },
  "merge replaces": {
    does: "merge does what replace does.",
    breaks: ["grant-management/merged"],
    between: asking("/authorize", (message) =>
      action(message) === "merge" ? withParameters(message, { [ACTION]: "replace" }) : message,
    ),
  },
  "replace merges": {
    does: "replace does what merge does.",
    breaks: ["grant-management/replaced"],
    between: asking("/authorize", (message) =>
      action(message) === "replace" ? withParameters(message, { [ACTION]: "merge" }) : message,
    ),
  },
  "a query without scopes": {
    does: "The scopes of a grant are one text.",
    breaks: ["grant-management/query"],
    between: queried((all) => ({ ...all, scopes: "openid" })),
  },
  "a query with tokens": {
    does: "A query returns the refresh token.",
    breaks: ["grant-management/no-tokens"],
    between: queried((all) => ({ ...all, refresh_token: "a-refresh-token" })),
  },
  "bad tokens for grants, another status": {
    does: "An invalid access token is refused with 400.",
    breaks: ["grant-management/token-required"],
    between: responding(GRANTS, (answer) => (answer.status === 401 ? refusal("invalid_request") : answer)),
  },
  "any token looks up grants": {
    does: "A query needs no scope.",
    breaks: ["grant-management/scope-required"],
    between: withGoodToken(403),
  },
  "grants of others are looked up": {
    does: "Another client can query a grant.",
    breaks: ["grant-management/bound-to-client"],
    between: withGoodToken(404),
  },
  "unknown grants, another status": {
    does: "An unknown grant is refused with 400.",
    breaks: ["grant-management/unknown", "grant-management/revoke"],
    between: responding(GRANTS, (answer) => (answer.status === 404 ? refusal("invalid_request") : answer)),
  },
  "grants stay": {
    does: "DELETE does nothing.",
    breaks: ["grant-management/revoke", "grant-management/refresh-tokens-end", "grant-management/access-tokens-end"],
    between: asking(GRANTS, (message) => (message.method === "DELETE" ? DONE : message)),
  },
  "revoked with 200": {
    does: "DELETE returns 200.",
    breaks: ["grant-management/revoke"],
    between: responding(GRANTS, (answer) => (answer.status === 204 ? { ...answer, status: 200 } : answer)),
  },
};
