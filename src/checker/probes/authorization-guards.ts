/** What the authorization endpoint keeps from attackers (RFC 6749 4.1.2.1 and 10.14, RFC 9700 2.1.2 and 4.12). */
import { briefly, type Exchange, headerOf, type Sent, statusOf } from "../exchange.ts";
import { either, type Finding, notApplicable, unclear, worst } from "../finding.ts";
import type { Authorized, Changes, Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import { wasRefused } from "../redirect.ts";
import type { TestClient } from "../target.ts";

/** Every character that a state may have (RFC 6749 A.5). */
const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join("");

export const authorizationGuards = probe({
  does: "Asks for tokens in front, signs in again, and sends markup and line breaks.",
  needs: ["codes"],
  finds: [
    ...(["no-token", "no-hybrid", "no-credentials-resent", "see-other", "escapes", "no-header"] as const),
    ...(["error-code", "error-uri", "redirect-uri-absent", "state-long", "state-characters", "no-service"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const errors = [
      await lab.authorizeUnknown(client, { prompt: "none" }),
      await lab.authorizeUnknown(client, { response_type: undefined }),
    ];
    const again = await lab.authorize(client, { prompt: "login" });
    return {
      "no-token": wasRefused(await lab.authorize(client, { response_type: "token" })),
      "no-hybrid": wasRefused(await lab.authorize(client, { response_type: "code token" })),
      ...afterSignIn(again),
      escapes: await escapes(lab, client),
      "no-header": await noHeader(lab, client),
      ...formOf(errors),
      "redirect-uri-absent": isOpenid(lab, client)
        ? wasRefused(await lab.authorize(client, { redirect_uri: undefined }))
        : notApplicable("The client doesn't use OpenID Connect."),
      "state-long": sameState(await lab.authorize(client, { state: "s".repeat(512) }), "s".repeat(512)),
      "state-characters": sameState(await lab.authorize(client, { state: PRINTABLE }), PRINTABLE),
      "no-service": await noService(lab, client),
    };
  },
});

const isOpenid = (lab: Lab, { scope = "" }: TestClient): boolean =>
  lab.target.openid.content !== undefined && scope.split(" ").includes("openid");

/** A browser sends the password once more where 307 or 308 leads (RFC 9700 4.12). */
function afterSignIn({ landing, last }: Authorized): Record<"no-credentials-resent" | "see-other", Finding> {
  const redirects = landing.exchanges.filter(
    (one) => hasPassword(one.sent) && statusOf(one) >= 300 && statusOf(one) < 400,
  );
  const [first] = redirects;
  if (first === undefined) {
    const none = unclear("No form with a password led to a redirect.", last);
    return { "no-credentials-resent": none, "see-other": none };
  }
  const statuses = [...new Set(redirects.map(statusOf))];
  const wrong = redirects.find((one) => [307, 308].includes(statusOf(one)));
  const other = redirects.find((one) => statusOf(one) !== 303);
  return {
    "no-credentials-resent": either(
      wrong === undefined,
      `Forms are followed by ${statuses.join(" and ")}.`,
      `A form is followed by ${wrong && statusOf(wrong)}.`,
      wrong ?? first,
    ),
    "see-other": either(
      other === undefined,
      "Forms are followed by 303.",
      `A form is followed by ${other && statusOf(other)} instead of 303.`,
      other ?? first,
    ),
  };
}

/** A form for consent has nothing that must not come twice. */
const hasPassword = ({ method, body = "" }: Sent): boolean =>
  method === "POST" && [...new URLSearchParams(body).keys()].some((name) => /pass|pwd|secret|credential/i.test(name));

/** Markup comes back as text, if at all (RFC 6749 10.14). */
async function escapes(lab: Lab, client: TestClient): Promise<Finding> {
  const tag = `<script>${lab.fresh(6)}</script>`;
  const markup = `"'>${tag}`;
  const ways: readonly (readonly [TestClient, Changes])[] = [
    [{ ...client, client_id: markup }, {}],
    [client, { redirect_uri: `https://attacker.example/?${markup}` }],
    [client, { response_type: markup, redirect_uri: markup }],
    [client, { state: markup, login_hint: markup, ui_locales: markup, nonce: markup }],
  ];
  const found: Finding[] = [];
  for (const [as, changes] of ways) {
    const { landing } = await lab.authorizeUnknown(as, changes);
    found.push(...landing.exchanges.map((one) => isFreeOf(one, tag)));
  }
  const [first, ...rest] = found;
  return first === undefined ? unclear("There was no response.") : worst([first, ...rest]);
}

const isFreeOf = (exchange: Exchange, tag: string): Finding =>
  either(
    !/html/i.test(headerOf(exchange, "content-type") ?? "") || !exchange.came?.body.includes(tag),
    "Markup is escaped, or isn't repeated.",
    "A page repeats markup of the request.",
    exchange,
  );

async function noHeader(lab: Lab, client: TestClient): Promise<Finding> {
  const { landing, last } = await lab.authorizeUnknown(client, {
    state: "a\r\nX-Check-Injected: 1\r\n\r\n",
    prompt: "none",
  });
  const split = landing.exchanges.find((one) => headerOf(one, "x-check-injected") !== undefined);
  return either(
    split === undefined,
    "A line break stays in its value.",
    "A line break in state begins another header.",
    split ?? last,
  );
}

function formOf(all: readonly Authorized[]): Record<"error-code" | "error-uri", Finding> {
  const errors = all.filter(({ landing }) => landing.returned?.parameters.has("error"));
  const [first, ...rest] = errors;
  if (first === undefined) {
    const none = unclear("No error came to the redirect URI.");
    return { "error-code": none, "error-uri": none };
  }
  const ofEach = (look: (one: Authorized) => Finding): Finding => worst([look(first), ...rest.map(look)]);
  return { "error-code": ofEach(errorCode), "error-uri": ofEach(errorUri) };
}

function errorCode({ landing, last }: Authorized): Finding {
  const error = landing.returned?.parameters.get("error") ?? "";
  return either(
    /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(error),
    `error is ${error}.`,
    `error is ${JSON.stringify(error)}, which is no error code.`,
    last,
  );
}

function errorUri({ landing, last }: Authorized): Finding {
  const uri = landing.returned?.parameters.get("error_uri") ?? undefined;
  if (uri === undefined) return notApplicable("The response has no error_uri.", last);
  return either(
    /^[\x21\x23-\x5B\x5D-\x7E]+$/.test(uri) && URL.canParse(uri, "https://base.example"),
    "error_uri is a URI.",
    `error_uri is ${JSON.stringify(uri)}.`,
    last,
  );
}

function sameState({ landing, last }: Authorized, state: string): Finding {
  if (landing.returned === undefined) return unclear(`The response is ${briefly(last)}, and no redirect.`, last);
  const came = landing.returned.parameters.get("state");
  return either(came === state, "state came back unchanged.", `state came back as ${JSON.stringify(came)}.`, last);
}

/** A client without a redirect URI gets no code at another one's. */
async function noService(lab: Lab, client: TestClient): Promise<Finding> {
  const { service } = lab.target.clients;
  if (service === undefined || service.redirect_uri !== undefined || service.client_id === client.client_id)
    return unclear("A client without a redirect_uri is needed.");
  return wasRefused(await lab.authorize({ ...service, redirect_uri: client.redirect_uri }));
}
