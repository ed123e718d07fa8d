/** How the authorization endpoint refuses, and where it redirects (RFC 6749 3.1, 4.1.2.1, RFC 9207 2). */
import { briefly, type Exchange, headerOf, statusOf } from "../exchange.ts";
import { broken, either, type Finding, held, notApplicable, unclear, worst } from "../finding.ts";
import type { Authorized, Changes, Lab } from "../lab.ts";
import { probe } from "../probe.ts";
import type { TestClient } from "../target.ts";

/** An error that came to the redirect URI. */
function hasError({ landing, last }: Authorized, ...errors: readonly string[]): Finding {
  const error = landing.returned?.parameters.get("error") ?? undefined;
  const wanted = errors.join(" or ");
  if (landing.returned === undefined) return unclear(`The response is ${briefly(last)}, a page and no redirect.`, last);
  return either(
    error !== undefined && errors.includes(error),
    `The redirect has error=${error}.`,
    error === undefined
      ? `The redirect has no error instead of ${wanted}.`
      : `The redirect has error=${error} instead of ${wanted}.`,
    last,
  );
}

const neverRedirected = (authorized: Authorized): Finding => {
  const { landing, last } = authorized;
  return either(
    landing.returned === undefined,
    `The response is ${briefly(last)}, a page.`,
    "The browser is sent there.",
    last,
  );
};

/** Ways to be nearly the registered URI. */
const NEAR = [
  ...(["other-host", "suffix", "sub-path", "query", "user-info", "subdomain", "traversal"] as const),
  ...(["fragment", "case", "scheme", "encoded"] as const),
];

/** `undefined`: it can't be made of this one. */
function nearlyRegistered(uri: string): Readonly<Record<(typeof NEAR)[number], string | undefined>> {
  const { protocol, host, pathname, search } = new URL(uri);
  const isPlain = search === "" && /^https?:$/.test(protocol);
  return {
    "other-host": "https://attacker.example/callback",
    suffix: `${uri}x`,
    "sub-path": isPlain ? `${uri}/further` : undefined,
    query: `${uri}${search === "" ? "?" : "&"}added=1`,
    "user-info": uri.replace("//", `//${host.split(":", 1)[0]}@attacker.example/?`).replace(/\?.*/, pathname),
    subdomain: isPlain ? `${protocol}//${host.split(":", 1)[0]}.attacker.example${pathname}` : undefined,
    traversal: isPlain ? `${uri}/../../elsewhere` : undefined,
    fragment: `${uri}#fragment`,
    case: /[a-z]/.test(pathname) ? uri.replace(pathname, pathname.toUpperCase()) : undefined,
    scheme: protocol === "https:" ? uri.replace("https:", "http:") : undefined,
    encoded: /[a-z]$/.test(pathname) ? `${uri.slice(0, -1)}%${uri.charCodeAt(uri.length - 1).toString(16)}` : undefined,
  };
}

export const redirectUris = probe({
  does: "Asks for codes at URLs that are nearly those that are registered.",
  needs: ["codes"],
  finds: [...NEAR, "unknown-client", "repeated"],
  async run(lab) {
    const client = lab.client("web");
    const uri = client.redirect_uri ?? "";
    const near = nearlyRegistered(uri);
    const found: Partial<Record<(typeof NEAR)[number], Finding>> = {};
    for (const name of NEAR)
      found[name] =
        near[name] === undefined
          ? notApplicable("It can't be made of the registered URI.")
          : neverRedirected(await lab.authorizeUnknown(client, { redirect_uri: near[name], prompt: "none" }));
    const unknown = { ...client, client_id: `no-such-client-${lab.fresh(6)}` };
    const twice = await lab.authorizeUnknown(client, {
      redirect_uri: [uri, "https://attacker.example/"],
      prompt: "none",
    });
    return {
      ...(found as Record<(typeof NEAR)[number], Finding>),
      "unknown-client": neverRedirected(await lab.authorizeUnknown(unknown)),
      repeated: repeatedUri(twice),
    };
  },
});

function repeatedUri({ landing, last }: Authorized): Finding {
  const location = landing.exchanges
    .map((one) => headerOf(one, "location") ?? "")
    .find((one) => one.includes("attacker.example"));
  const isGranted = landing.returned?.parameters.has("code") ?? false;
  return either(
    location === undefined && !isGranted,
    `The response is ${briefly(last)}.`,
    "One of the two is used.",
    last,
  );
}

export const authorizationErrors = probe({
  does: "Sends authorization requests that must be refused.",
  needs: ["codes"],
  finds: [
    ...([
      "response-type-absent",
      "response-type-unknown",
      "scope-unknown",
      "repeated",
      "state",
      "iss",
      "description",
    ] as const),
    ...(["no-code-beside-error", "prompt-none", "request-object", "request-uri", "unknown-parameter"] as const),
  ],
  async run(lab) {
    const client = lab.client("web");
    const ask = (changes: Changes): Promise<Authorized> => lab.authorizeUnknown(client, { prompt: "none", ...changes });
    const absent = await ask({ response_type: undefined });
    const unknown = await ask({ response_type: "no_such_type" });
    const scope = await ask({ scope: `${client.scope} no-such-scope-${lab.fresh(6)}` });
    const repeated = await ask({ scope: [client.scope ?? "openid", "profile"] });
    const errors = [absent, unknown, scope, repeated].filter(({ landing }) =>
      landing.returned?.parameters.has("error"),
    );
    const { openid, metadata } = lab.target;
    return {
      "response-type-absent": hasError(absent, "invalid_request", "unsupported_response_type"),
      "response-type-unknown": hasError(unknown, "unsupported_response_type", "invalid_request"),
      "scope-unknown": await scopeUnknown(lab, client, scope),
      repeated: repeatedParameter(repeated),
      ...ofErrors(lab, errors),
      "prompt-none":
        openid.content === undefined ? notApplicable("The server is no OpenID Provider.") : promptNone(await ask({})),
      "request-object":
        metadata.request_parameter_supported === true
          ? notApplicable("Request objects are supported.")
          : hasError(
              await ask({ request: "e30.e30." }),
              "request_not_supported",
              "invalid_request",
              "invalid_request_object",
            ),
      "request-uri": await requestUri(lab, client),
      "unknown-parameter": await unknownParameter(lab, client),
    };
  },
});

function promptNone(authorized: Authorized): Finding {
  const { landing, last } = authorized;
  if (landing.returned === undefined && statusOf(last) === 200) return broken("A page is shown.", last);
  return hasError(
    authorized,
    "login_required",
    "interaction_required",
    "account_selection_required",
    "consent_required",
  );
}

/** It is refused, or left out; then the response to the code says what was granted, which the token endpoint's requirement looks at. */
async function scopeUnknown(lab: Lab, client: TestClient, authorized: Authorized): Promise<Finding> {
  const error = authorized.landing.returned?.parameters.get("error");
  if (error === "invalid_scope") return held("The redirect has error=invalid_scope.", authorized.last);
  if (error !== "login_required" && error !== "interaction_required") return hasError(authorized, "invalid_scope");
  const signedIn = await lab.authorize(client, { scope: `${client.scope} no-such-scope-${lab.fresh(6)}` });
  const code = signedIn.landing.returned?.parameters.get("code");
  if (code == null) return hasError(signedIn, "invalid_scope");
  const exchange = await lab.redeem({ ...signedIn, code });
  return either(
    /"scope"\s*:/.test(exchange.came?.body ?? ""),
    "The scope is left out, and the token response says what was granted.",
    "The scope is left out without a word.",
    exchange,
  );
}

function repeatedParameter(authorized: Authorized): Finding {
  const { landing, last } = authorized;
  if (landing.returned === undefined)
    return either(
      statusOf(last) >= 400,
      `The response is ${briefly(last)}.`,
      `The response is ${briefly(last)}; it should be refused.`,
      last,
    );
  return hasError(authorized, "invalid_request");
}

/** What every error has to have. */
function ofErrors(
  lab: Lab,
  errors: readonly Authorized[],
): Record<"state" | "iss" | "description" | "no-code-beside-error", Finding> {
  const [first, ...rest] = errors;
  if (first === undefined) {
    const none = unclear("No error came to the redirect URI.");
    return { state: none, iss: none, description: none, "no-code-beside-error": none };
  }
  const ofEach = (look: (one: Authorized) => Finding): Finding => worst([look(first), ...rest.map(look)]);
  const says = lab.target.metadata.authorization_response_iss_parameter_supported === true;
  const value = ({ landing }: Authorized, name: string): string | null =>
    landing.returned?.parameters.get(name) ?? null;
  return {
    state: ofEach((one) =>
      either(
        value(one, "state") === one.state,
        "state came back.",
        `state came back as ${JSON.stringify(value(one, "state"))}.`,
        one.last,
      ),
    ),
    iss: says
      ? ofEach((one) =>
          either(
            value(one, "iss") === lab.target.issuer,
            "iss is the issuer.",
            `iss is ${JSON.stringify(value(one, "iss"))}.`,
            one.last,
          ),
        )
      : notApplicable("The metadata doesn't say that responses have iss."),
    description: ofEach(({ last, landing }) => {
      const text = landing.returned?.parameters.get("error_description") ?? "";
      return either(
        /^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/.test(text),
        "error_description has only the allowed characters.",
        `error_description is ${JSON.stringify(text)}.`,
        last,
      );
    }),
    "no-code-beside-error": ofEach((one) =>
      either(value(one, "code") === null, "There is no code.", "There is a code beside the error.", one.last),
    ),
  };
}

async function requestUri(lab: Lab, client: TestClient): Promise<Finding> {
  if (
    lab.target.metadata.request_uri_parameter_supported !== false &&
    lab.target.metadata.require_pushed_authorization_requests !== true
  )
    if (lab.target.openid.content !== undefined && lab.target.metadata.request_uri_parameter_supported === undefined)
      return notApplicable("request_uri is supported, as the metadata doesn't say otherwise.");
  const asked = await lab.authorizeUnknown(client, { request_uri: "urn:example:never-pushed", prompt: "none" });
  if (asked.landing.returned === undefined) return held(`The response is ${briefly(asked.last)}, a page.`, asked.last);
  return hasError(asked, "request_uri_not_supported", "invalid_request", "invalid_request_uri");
}

async function unknownParameter(lab: Lab, client: TestClient): Promise<Finding> {
  const { landing, last } = await lab.authorize(client, { nobody_knows_this: "1" });
  return either(
    landing.returned?.parameters.has("code") ?? false,
    "The parameter is ignored.",
    "There is no code.",
    last,
  );
}

export const pkceAtAuthorization = probe({
  does: "Asks for codes with bad challenges, and without any.",
  needs: ["codes"],
  finds: ["public-client", "plain", "method-unknown", "malformed"],
  async run(lab) {
    const { web, public: app } = lab.target.clients;
    const client = web ?? lab.client("web");
    const bad = (changes: Changes): Promise<Authorized> => lab.authorizeUnknown(client, { prompt: "none", ...changes });
    return {
      "public-client":
        app?.redirect_uri === undefined
          ? unclear("A public client with a redirect_uri is needed.")
          : notGranted(await lab.authorize(app, { code_challenge: undefined, code_challenge_method: undefined })),
      plain: notGranted(await lab.authorize(client, { code_challenge: lab.fresh(32), code_challenge_method: "plain" })),
      "method-unknown": hasError(await bad({ code_challenge_method: "S1" }), "invalid_request"),
      malformed: hasError(await bad({ code_challenge: "too-short" }), "invalid_request"),
    };
  },
});

function notGranted({ landing, last }: Authorized): Finding {
  const { parameters } = landing.returned ?? {};
  const isGranted = parameters?.has("code") === true && !parameters.has("error");
  return either(!isGranted, `The response is ${said(parameters, last)}.`, "There is a code.", last);
}

const said = (parameters: URLSearchParams | undefined, last: Exchange): string =>
  parameters?.get("error") ?? briefly(last);

export const signInPage = probe({
  does: "Looks at the first page that a user sees.",
  needs: ["codes"],
  finds: ["frames", "csp", "referrer", "no-store", "post"],
  async run(lab) {
    const client = lab.client("web");
    const { landing } = await lab.authorizeUnknown(client);
    const page = landing.exchanges.find((one) => statusOf(one) === 200);
    const posted = await lab.post(client);
    const post = either(
      statusOf(posted) > 0 && statusOf(posted) < 400,
      `The response is ${briefly(posted)}.`,
      `The response is ${briefly(posted)}.`,
      posted,
    );
    if (page === undefined) {
      const none = unclear("No page was shown.", ...landing.exchanges.slice(-1));
      return { frames: none, csp: none, referrer: none, "no-store": none, post };
    }
    const csp = headerOf(page, "content-security-policy") ?? "";
    const frames = headerOf(page, "x-frame-options") ?? "";
    const referrer = `${headerOf(page, "referrer-policy") ?? ""} ${page.came?.body.match(/<meta[^>]+referrer[^>]*>/i)?.[0] ?? ""}`;
    return {
      frames: either(
        /frame-ancestors/i.test(csp) || /^(deny|sameorigin)$/i.test(frames),
        "The page can't be framed.",
        "The page can be framed.",
        page,
      ),
      csp: either(csp !== "", "There is a Content-Security-Policy.", "There is no Content-Security-Policy.", page),
      referrer: either(
        /no-referrer|same-origin|strict-origin|origin/i.test(referrer),
        "The referrer is limited.",
        "The full URL is sent as referrer.",
        page,
      ),
      "no-store": either(
        /no-store/i.test(headerOf(page, "cache-control") ?? ""),
        "The page isn't cached.",
        "The page may be cached.",
        page,
      ),
      post,
    };
  },
});
