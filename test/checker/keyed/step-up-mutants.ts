/** Faults of step-up authentication. */
import { asking, both, METADATA, responding, withHeader, withMembers, withParameters } from "../between.ts";
import type { Answer, Between, Mutant } from "../through.ts";
import { changedJwt, withOwnKey } from "./resigned.ts";
import { PATH } from "./step-up.ts";

type Layer = NonNullable<Mutant["between"]>;
type Members = Readonly<Record<string, unknown>>;

const CHALLENGE = "www-authenticate";

const fault = (does: string, breaks: string, between: Layer): Mutant => ({
  does,
  breaks: [`step-up/${breaks}`],
  between,
});

/** Changes the challenge. */
const challenging = (change: (answer: Answer, text: string) => Answer): Layer =>
  responding(PATH, (answer) =>
    answer.headers.has(CHALLENGE) ? change(answer, answer.headers.get(CHALLENGE) ?? "") : answer,
  ) as Layer;

const saying = (from: RegExp, to: string): Layer =>
  challenging((answer, text) => withHeader(answer, CHALLENGE, text.replace(from, to)));

const isJwt = (token: unknown): token is string => typeof token === "string" && token.split(".").length === 3;

/** Access tokens for the API with other claims. */
const token = (claims: Members, grant?: string): Layer =>
  both(
    responding("/jwks", withOwnKey) as Layer,
    responding("/token", (answer, { form }) => {
      const { access_token: old } = answer.status === 200 ? JSON.parse(answer.body) : {};
      if (!isJwt(old) || !form.has("resource") || (grant ?? form.get("grant_type")) !== form.get("grant_type"))
        return answer;
      return withMembers(answer, (all) => ({ ...all, access_token: changedJwt(old, { claims }) }));
    }) as Layer,
  );

const introspection = (members: Members): Layer =>
  responding("/token/introspection", (answer) =>
    answer.body.includes('"active":true') ? withMembers(answer, (all) => ({ ...all, ...members })) : answer,
  ) as Layer;

/** Nothing is good enough. */
const stubborn = (): Between => {
  let first: Answer | undefined;
  return async (message, ask) => {
    const answer = await ask(message);
    if (message.path === PATH && answer.headers.has(CHALLENGE)) first ??= answer;
    return message.path === PATH && answer.status === 200 ? (first ?? answer) : answer;
  };
};

export const STEP_UP: Readonly<Record<string, Mutant>> = {
  "a weak sign-in as a bad token": fault(
    "The error is invalid_token.",
    "challenge",
    saying(/insufficient_\w+/, "invalid_token"),
  ),
  "a weak sign-in as forbidden": fault(
    "The status is 403.",
    "challenge",
    challenging((answer) => ({ ...answer, status: 403 })),
  ),
  "a challenge without requirements": fault(
    "It doesn't say what is missing.",
    "requirements-said",
    saying(/, acr_values.*/, ""),
  ),
  "a challenge with an age in words": fault("max_age is text.", "max-age", saying(/"3600"/, '"an hour"')),
  "a sign-in that is never enough": fault("The API accepts nothing.", "accepted", stubborn),
  "tokens without acr": fault("acr is missing.", "jwt-acr", token({ acr: undefined })),
  "tokens without auth_time": fault("auth_time is missing.", "jwt-auth-time", token({ auth_time: undefined })),
  "tokens of old sign-ins": fault("auth_time is too old.", "jwt-auth-time", token({ auth_time: 1_000_000_000 })),
  "tokens that renew the sign-in": fault(
    "auth_time is that of the refresh.",
    "renewed",
    token({ auth_time: 2_000_000_000 }, "refresh_token"),
  ),
  "any acr": fault(
    "It leaves out what it doesn't know.",
    "unmet",
    asking("/auth", (message) =>
      /nobody-knows/.test(message.query.get("acr_values") ?? "")
        ? withParameters(message, { acr_values: undefined })
        : message,
    ) as Layer,
  ),
  "an acr that isn't listed": fault(
    "acr_values_supported has another one.",
    "listed",
    responding(METADATA, (answer) =>
      answer.status === 200
        ? withMembers(answer, (all) => ({ ...all, acr_values_supported: ["urn:example:silver"] }))
        : answer,
    ) as Layer,
  ),
};

export const STEP_UP_INTROSPECTION: Readonly<Record<string, Mutant>> = {
  "introspection without acr": fault("acr is missing.", "introspection-acr", introspection({ acr: undefined })),
  "introspection without auth_time": fault(
    "auth_time is missing.",
    "introspection-auth-time",
    introspection({ auth_time: undefined }),
  ),
};
