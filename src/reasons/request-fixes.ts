/** How to fix the parameters of a request, by parameter. */
import type { Change, Fix, Supply } from "./fix.ts";
import { again, developer, leaveOut, person, rename, sendAsForm, set, shown, supply, whole } from "./fixes.ts";

const PURPOSES: ReadonlyMap<string, string> = new Map([
  ["authorization_code", " to redeem a code"],
  ["refresh_token", " to refresh"],
  ["client_credentials", " if no user is involved"],
]);

/** One fix for each grant type that can be used. */
export const useGrantType = (types: readonly string[]): Fix[] =>
  types
    .filter(whole)
    .slice(0, 3)
    .map((type) => developer(`Send grant_type=${shown(type)}${PURPOSES.get(type) ?? ""}.`, set("grant_type", type)));

/** Parameters whose value only the client has. */
const SUPPLIED: ReadonlyMap<string, Supply> = new Map([
  ["code", "code"],
  ["refresh_token", "refresh-token"],
  ["client_secret", "secret"],
  ["code_verifier", "verifier"],
  ["code_challenge", "challenge"],
  ["token", "access-token"],
  ["access_token", "access-token"],
  ["username", "password"],
  ["password", "password"],
]);

/** Supplies what only the client has. Other parameters are removed. */
const supplied = (parameter: string): Change => {
  const what = SUPPLIED.get(parameter);
  return what === undefined ? leaveOut(parameter) : supply(what);
};

const ABSENT: ReadonlyMap<string, readonly Fix[]> = new Map([
  ["grant_type", useGrantType([...PURPOSES.keys()])],
  ["response_type", [developer("Send response_type=code.", set("response_type", "code"))]],
  [
    "nonce",
    [
      again(
        developer(
          "Send nonce, a new random value. Keep it, and compare it with the nonce of the ID token.",
          set("nonce", "a-new-random-value"),
        ),
      ),
    ],
  ],
  ["code", [developer("Send the code parameter of the authorization response as code.", supply("code"))]],
  ["refresh_token", [developer("Send the refresh_token of the last token response.", supply("refresh-token"))]],
  [
    "code_challenge",
    [developer("Send BASE64URL(SHA-256(code_verifier)) as code_challenge: 43 characters.", supply("challenge"))],
  ],
  ["token", [developer("Send the access token or refresh token as token.", supply("access-token"))]],
]);

interface Absent {
  readonly parameter: string;
  readonly near?: string | undefined;
  readonly escaped?: readonly string[] | undefined;
}

export function parameterAbsent({ parameter, near, escaped }: Absent): readonly Fix[] {
  const renamed = near === undefined ? [] : rename(near, parameter, escaped);
  if (renamed.length > 0) return renamed;
  return ABSENT.get(parameter) ?? [developer(`Send ${shown(parameter)}, which this endpoint requires.`)];
}

const UNITS: readonly (readonly [name: RegExp, seconds: number])[] = [
  [/^(s|secs?|seconds?)?$/i, 1],
  [/^(m|mins?|minutes?)$/i, 60],
  [/^(h|hrs?|hours?)$/i, 3_600],
  [/^(d|days?)$/i, 86_400],
];

/** Seconds that were written as a duration: `1h`, `60s`, `60.0`. Otherwise, or if they are too many, `undefined`. */
function secondsIn(text: string): string | undefined {
  const [, number, unit = ""] = /^\s*\+?(\d{1,10})(?:\.0*)?\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const seconds = Number(number) * (UNITS.find(([name]) => name.test(unit))?.[1] ?? Number.NaN);
  return seconds <= 9_999_999_999 ? String(seconds) : undefined;
}

interface Invalid {
  readonly parameter: string;
  readonly sent?: string | undefined;
  readonly expected: string;
}

export function parameterInvalid({ parameter, sent, expected }: Invalid): readonly Fix[] {
  switch (parameter) {
    case "prompt":
      return [developer(`Remove prompt, or send one of ${shown(expected)}.`, leaveOut("prompt"))];
    case "max_age": {
      const seconds = secondsIn(sent ?? "");
      return [
        ...(seconds === undefined ? [] : [developer(`Send max_age=${seconds}.`, set("max_age", seconds))]),
        developer("Remove max_age to accept a sign-in of any age.", leaveOut("max_age")),
      ];
    }
    case "scope": {
      const scope = ["openid", ...(sent ?? "").split(" ").filter((name) => name !== "" && whole(name))].join(" ");
      return [developer(`Send scope=${shown(scope)}.`, set("scope", scope))];
    }
    case "username":
      return [person(`Choose another username: ${shown(expected)}.`, supply("password"))];
    case "password":
      return [person(`Choose another password: ${shown(expected)}.`, supply("password"))];
    case "answer":
      return [person("Select one of the two buttons on the page.", supply("consent"))];
    default:
      return [developer(`Send ${shown(parameter)} as ${shown(expected)}.`)];
  }
}

export function parameterTooLong({ parameter, limit }: { parameter: string; limit: number }): readonly Fix[] {
  const name = shown(parameter);
  if (!whole(parameter)) return [];
  if (parameter === "state" || parameter === "nonce") {
    return [
      developer(
        `Send a short random ${name}, and store the data on your side under it.`,
        set(parameter, "a-short-random-value"),
      ),
    ];
  }
  const says = SUPPLIED.has(parameter)
    ? `Send ${name} as you were given it, with at most ${limit} characters.`
    : `Remove ${name}, or shorten it to at most ${limit} characters.`;
  return [developer(says, supplied(parameter))];
}

const SECRETS = ["client_secret", "refresh_token", "code_verifier", "password"];

export function parameterMisplaced({ parameters }: { parameters: readonly string[] }): readonly Fix[] {
  if (parameters.includes("access_token")) {
    return [
      developer(
        "Send the access token in the Authorization: Bearer header, and get a new one, because URLs are logged.",
        leaveOut("access_token"),
        supply("access-token"),
      ),
    ];
  }
  const secret = parameters.some((name) => SECRETS.includes(name));
  return [
    developer(
      `Send all parameters in the body of the POST.${secret ? " Then replace the secret, because URLs are logged." : ""}`,
      sendAsForm,
    ),
  ];
}
