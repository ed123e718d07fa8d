/** Faults of registrations that are read, changed and removed. */
import { clientOf, granted, refusal, withHeader, withMembers } from "../between.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";
import {
  GOOD_URI,
  isManaged,
  type Members,
  managing,
  membersOf,
  registering,
  same,
  tokenOf,
  uriOf,
  withBody,
  withToken,
} from "./registering.ts";

/** Changes requests by a method. */
const by = (method: string, change: (message: Message, own: string | undefined) => Message | Answer) =>
  managing(async (message, ask, own) => {
    const instead = message.method === method ? change(message, own) : message;
    return "status" in instead ? instead : ask(instead);
  });

/** Changes what an update asks for, and the response. */
const updating = (
  change: (members: Members, message: Message) => Members,
  answered: (members: Members, asked: Members) => Record<string, unknown> = same,
) =>
  managing(async (message, ask) => {
    if (message.method !== "PUT") return ask(message);
    const asked = membersOf(message.body);
    const answer = await ask(withBody(message, change(asked, message)));
    return answer.status === 200 ? withMembers(answer, (members) => answered(members, asked)) : answer;
  });

const reading = (change: (answer: Answer) => Answer) =>
  managing(async (message, ask) => (message.method === "GET" ? change(await ask(message)) : ask(message)));

/** Registration access tokens are others than the server's. Those of one name open every registration. */
const renamed = (nameOf: (at: number) => string) => (): Between => {
  const real = new Map<string, string>();
  const isOne = nameOf(1) === nameOf(2);
  let at = 0;
  const register = registering(same, (members) => {
    at += 1;
    const key = isOne ? new URL(String(members.registration_client_uri)).pathname : nameOf(at);
    real.set(key, String(members.registration_access_token));
    return { ...members, registration_access_token: nameOf(at) };
  })();
  return (message, ask) => {
    const name = tokenOf(message) ?? "";
    const isRenamed = isManaged(message) && name.startsWith("its-token");
    return isRenamed ? ask(withToken(message, real.get(isOne ? message.path : name))) : register(message, ask);
  };
};

/** After a removal, other responses. */
const afterRemoval =
  (answer: (message: Message, removed: ReadonlySet<string>) => Answer | undefined) => (): Between => {
    const removed = new Set<string>();
    return async (message, ask) => {
      const instead = answer(message, removed);
      if (instead !== undefined) return instead;
      const came = await ask(message);
      const [, where = "", id = ""] = /^(.*)\/([^/]+)$/.exec(message.path) ?? [];
      // A grant that a client manages is removed in the same way.
      if (message.method === "DELETE" && came.status === 204 && !where.endsWith("/grants")) removed.add(id);
      return came;
    };
  };

const isOpen = ({ headers, query }: Message): boolean => !headers.has("authorization") && !query.has("access_token");

export const REGISTRATION_MANAGEMENT: Readonly<Record<string, Mutant>> = {
  "a URI without a token": {
    does: "registration_access_token is missing.",
    breaks: ["registration-management/uri-and-token"],
    between: registering(same, ({ registration_access_token: _, ...members }) => members),
  },
  "short registration tokens": {
    does: "Registration access tokens have few characters.",
    breaks: ["registration-management/token-bits"],
    between: renamed((at) => `its-token-${at}`),
  },
  "one registration token": {
    does: "All clients get one registration access token.",
    breaks: ["registration-management/token-unique", "registration-management/bound-to-client"],
    between: renamed(() => "its-token-for-whoever-registers"),
  },
  "half a registration": {
    does: "Reading leaves out the redirect URIs.",
    breaks: ["registration-management/read"],
    between: reading((answer) =>
      answer.status === 200 ? withMembers(answer, ({ redirect_uris: _, ...members }) => members) : answer,
    ),
  },
  "cached reading": {
    does: "What is read may be cached.",
    breaks: ["registration-management/read-no-store"],
    between: reading((answer) => withHeader(answer, "cache-control", "max-age=60")),
  },
  "open reading": {
    does: "Registrations can be read without a token.",
    breaks: ["registration-management/read-needs-token"],
    between: by("GET", (message, own) => (isOpen(message) ? withToken(message, own) : message)),
  },
  "any token reads": {
    does: "A token that nobody was given opens registrations.",
    breaks: ["registration-management/token-verified"],
    between: managing(async (message, ask, own, all) => {
      const token = tokenOf(message);
      const isUnknown = message.method === "GET" && token !== undefined && !all.has(token);
      return ask(isUnknown ? withToken(message, own) : message);
    }),
  },
  "no challenge at registrations": {
    does: "A refusal has no WWW-Authenticate.",
    breaks: ["registration-management/challenge"],
    between: reading((answer) => withHeader(answer, "www-authenticate", undefined)),
  },
  "registration tokens in the URL": {
    does: "A registration access token works in the URL.",
    breaks: ["registration-management/token-in-query"],
    between: by("GET", (message) => {
      const token = message.query.get("access_token");
      return token === null ? message : { ...withToken(message, token), query: new URLSearchParams() };
    }),
  },
  "tokens for all": {
    does: "A registration access token opens the registrations of others.",
    breaks: ["registration-management/bound-to-client"],
    between: managing(async (message, ask, own, all) => {
      const isForeign = message.method === "GET" && all.has(tokenOf(message) ?? "");
      return ask(isForeign ? withToken(message, own) : message);
    }),
  },
  "changes without effect": {
    does: "A change changes nothing.",
    breaks: ["registration-management/update"],
    between: updating(same, (members) => ({ ...members, client_name: "candor check" })),
  },
  "redirect URIs pile up": {
    does: "New redirect URIs are added to the old ones.",
    breaks: ["registration-management/update-replaces"],
    between: updating(same, (members) => ({ ...members, redirect_uris: [GOOD_URI, uriOf(members)] })),
  },
  "changes of another": {
    does: "A change may have another identifier.",
    breaks: ["registration-management/update-own-id"],
    between: updating((members, { path }) => ({ ...members, client_id: path.split("/").at(-1) })),
  },
  "secrets at will": {
    does: "A client can choose its secret.",
    breaks: ["registration-management/update-no-own-secret"],
    between: updating(
      ({ client_secret: secret, ...members }) =>
        String(secret).startsWith("chosen-") ? members : { ...members, client_secret: secret },
      (members, asked) => ({ ...members, client_secret: asked.client_secret }),
    ),
  },
  "changes unchecked": {
    does: "A change may have a redirect URI with a fragment.",
    breaks: ["registration-management/update-checked"],
    between: updating((members) =>
      uriOf(members).includes("#") ? { ...members, redirect_uris: [GOOD_URI] } : members,
    ),
  },
  "open changes": {
    does: "Registrations can be changed without a token.",
    breaks: ["registration-management/update-needs-token"],
    between: by("PUT", (message) => (isOpen(message) ? granted(membersOf(message.body)) : message)),
  },
  "open removal": {
    does: "Registrations can be removed without a token.",
    breaks: ["registration-management/delete-needs-token"],
    between: by("DELETE", (message) => (isOpen(message) ? { status: 204, headers: new Headers(), body: "" } : message)),
  },
  "removed with 200": {
    does: "The response to a removal is 200.",
    breaks: ["registration-management/deleted"],
    between: managing(async (message, ask) => {
      const answer = await ask(message);
      return answer.status === 204 ? { ...answer, status: 200 } : answer;
    }),
  },
  "removed and readable": {
    does: "A registration can be read after its removal.",
    breaks: ["registration-management/deleted-token"],
    between: afterRemoval(({ method, path }, removed) => {
      const id = path.split("/").at(-1) ?? "";
      return method === "GET" && removed.has(id) ? granted({ client_id: id, redirect_uris: [GOOD_URI] }) : undefined;
    }),
  },
  "removed and usable": {
    does: "The token endpoint knows a client after its removal.",
    breaks: ["registration-management/deleted-client"],
    between: afterRemoval((message, removed) =>
      message.path === "/token" && removed.has(clientOf(message)) ? refusal("invalid_grant") : undefined,
    ),
  },
};
