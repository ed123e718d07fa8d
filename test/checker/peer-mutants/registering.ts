/** What faults of registration are made of: changes of requests, of responses, and of how a registration is opened. */
import { refusal } from "../between.ts";
import type { Answer, Ask, Between, Message } from "../through.ts";

export const GOOD_URI = "https://client.example/callback";

/** oidc-provider's path, or Candor's. */
export const isRegister = (path: string): boolean => path === "/reg" || path === "/register";

export type Members = Readonly<Record<string, unknown>>;

/** The members of a JSON body; none if it is no JSON. */
export function membersOf(body: string): Members {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

const isRegistration = ({ path, method }: Message): boolean => isRegister(path) && method === "POST";
export const isManaged = ({ path }: Message): boolean => /^\/reg(?:ister)?\//.test(path);
export const tokenOf = ({ headers }: Message): string | undefined => headers.get("authorization")?.slice(7);

export const withBody = (message: Message, members: Members): Message => ({
  ...message,
  body: JSON.stringify(members),
});

export function withToken(message: Message, token: string | undefined): Message {
  const headers = new Headers(message.headers);
  headers.set("authorization", `Bearer ${token}`);
  return { ...message, headers };
}

/** Changes the metadata that is asked for, and what is said of it. `at` counts registrations from 1. */
export const registering =
  (
    asked: (members: Members, message: Message) => Members | Answer,
    answered: (members: Members, asked: Members, at: number) => Members = (members) => members,
  ) =>
  (): Between => {
    let at = 0;
    return async (message, ask) => {
      if (!isRegistration(message)) return ask(message);
      at += 1;
      const members = membersOf(message.body);
      const instead = asked(members, message);
      if ("headers" in instead) return instead as Answer;
      const answer = await ask(instead === members ? message : withBody(message, instead));
      return answer.status === 201
        ? { ...answer, body: JSON.stringify(answered(membersOf(answer.body), members, at)) }
        : answer;
    };
  };

/** What `registering` leaves as it is. */
export const same = (members: Members): Members => members;

/** Changes the responses to registrations. */
export const registered = (change: (answer: Answer) => Answer) => (): Between => async (message, ask) =>
  isRegistration(message) ? change(await ask(message)) : ask(message);

/** Accepts redirect URIs that the server refuses. */
export const accepting = (isBad: (members: Members) => boolean) =>
  registering((members) =>
    isBad(members) ? { ...members, redirect_uris: [GOOD_URI], application_type: "web" } : members,
  );

export const uriOf = ({ redirect_uris: uris }: Members): string => (Array.isArray(uris) ? String(uris[0]) : "");

/** Changes requests at registrations that exist. `own` is the token that opens this one, `all` has those of all. */
export const managing =
  (change: (message: Message, ask: Ask, own: string | undefined, all: ReadonlySet<string>) => Promise<Answer>) =>
  (): Between => {
    const tokens = new Map<string, string>();
    return async (message, ask) => {
      const answer = isManaged(message)
        ? await change(message, ask, tokens.get(message.path), new Set(tokens.values()))
        : await ask(message);
      const { registration_client_uri: url, registration_access_token: token } = membersOf(answer.body);
      if (typeof url === "string" && typeof token === "string") tokens.set(new URL(url).pathname, token);
      return answer;
    };
  };

/** What oidc-provider registers and RFC 7591 forbids is refused, so that the rest can be seen to be right. */
export const strict = registering((members) =>
  /^http:\/\/(?!localhost)/.test(uriOf(members)) ? refusal("invalid_redirect_uri") : members,
);
