/** What the metadata says (RFC 8414 2 and 3, OpenID Connect Discovery 3 and 4). It needs nothing but the issuer. */
import { briefly, type Exchange, headerOf } from "../exchange.ts";
import { either, type Finding, notApplicable, worst } from "../finding.ts";
import { probe } from "../probe.ts";
import { type Document, listed, type Metadata, type Target } from "../target.ts";

const RESPONSE_TYPES = ["code", "id_token", "token id_token", "id_token token"];

/** Both documents that exist. */
interface Found extends Document {
  readonly content: Metadata;
}

const documents = ({ oauth, openid }: Target): readonly Found[] =>
  [oauth, openid].filter((one): one is Found => one.content !== undefined);

const ofEach = (target: Target, look: (one: Found) => Finding): Finding => {
  const [first, ...rest] = documents(target).map(look);
  return first === undefined ? notApplicable("The server publishes no metadata.") : worst([first, ...rest]);
};

const isHttps = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname));
};

const endpoints = (content: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] =>
  Object.entries(content).filter(([name]) => name.endsWith("_endpoint") || name === "jwks_uri");

function member(document: Document, name: string, isFine: (value: unknown) => boolean, what: string): Finding {
  const value = document.content?.[name];
  return either(
    isFine(value),
    `${name} is fine.`,
    `${name} is ${JSON.stringify(value)} instead of ${what}.`,
    document.exchange,
  );
}

const isStrings = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");

export const metadata = probe({
  does: "Reads the metadata.",
  needs: ["metadata"],
  finds: [
    ...([
      "issuer",
      "json",
      "issuer-form",
      "endpoints-https",
      "endpoints-no-fragment",
      "response-types",
      "no-nulls",
    ] as const),
    ...(["no-empty-lists", "signing-algs-listed", "no-none", "pkce-s256", "agree", "grant-types"] as const),
    ...(["no-plain", "no-implicit", "no-password", "iss-supported"] as const),
  ],
  async run({ target }) {
    const [main] = documents(target) as [Found];
    const shows = main.exchange;
    const algs = listed(target, "token_endpoint_auth_signing_alg_values_supported");
    const methods = listed(target, "token_endpoint_auth_methods_supported");
    const pkce = listed(target, "code_challenge_methods_supported");
    const grants = listed(target, "grant_types_supported");
    const types = listed(target, "response_types_supported");
    const signs = methods?.some((one) => ["private_key_jwt", "client_secret_jwt"].includes(one)) ?? false;
    return {
      issuer: ofEach(target, (one) => member(one, "issuer", (value) => value === target.issuer, target.issuer)),
      json: ofEach(target, ({ exchange }) => isJson(exchange)),
      "issuer-form": either(
        isHttps(target.issuer) && !/[?#]/.test(target.issuer),
        "The issuer has no query and no fragment.",
        "The issuer is no https URL, or has a query or a fragment.",
        shows,
      ),
      "endpoints-https": ofEach(target, ({ content, exchange }) => {
        const wrong = endpoints(content).filter(
          ([, url]) => typeof url !== "string" || !URL.canParse(url) || !isHttps(url),
        );
        return either(
          wrong.length === 0,
          "Every endpoint is an https URL.",
          `${wrong.map(([name]) => name)}: no https URL.`,
          exchange,
        );
      }),
      "endpoints-no-fragment": ofEach(target, ({ content, exchange }) => {
        const wrong = endpoints(content).filter(([, url]) => String(url).includes("#"));
        return either(
          wrong.length === 0,
          "No endpoint has a fragment.",
          `${wrong.map(([name]) => name)} has a fragment.`,
          exchange,
        );
      }),
      "response-types": ofEach(target, (one) => member(one, "response_types_supported", isStrings, "a list")),
      "no-nulls": ofEach(target, ({ content, exchange }) => {
        const wrong = Object.entries(content).filter(([, value]) => value === null || value === "");
        return either(wrong.length === 0, "No member is empty.", `${wrong.map(([name]) => name)} is empty.`, exchange);
      }),
      "no-empty-lists": ofEach(target, ({ content, exchange }) => {
        const wrong = Object.entries(content).filter(([, value]) => Array.isArray(value) && value.length === 0);
        return either(
          wrong.length === 0,
          "No list is empty.",
          `${wrong.map(([name]) => name)}: an empty list.`,
          exchange,
        );
      }),
      "signing-algs-listed": !signs
        ? notApplicable("No method signs.")
        : either(
            algs !== undefined && algs.length > 0,
            "Algorithms are listed.",
            "Methods that sign are listed, and no algorithm is.",
            shows,
          ),
      "no-none": either(!algs?.includes("none"), "none isn't listed.", "none is listed as an algorithm.", shows),
      "pkce-s256": either(
        pkce?.includes("S256") ?? false,
        "S256 is listed.",
        "code_challenge_methods_supported doesn't list S256.",
        shows,
      ),
      agree: agree(target),
      "grant-types": either(
        grants === undefined || types === undefined || !types.includes("code") || grants.includes("authorization_code"),
        "Response types and grant types fit together.",
        "response_types_supported has code, and grant_types_supported lacks authorization_code.",
        shows,
      ),
      "no-plain": either(!pkce?.includes("plain"), "plain isn't listed.", "plain is listed as a PKCE method.", shows),
      "no-implicit": either(
        types === undefined ? !grants?.includes("implicit") : !types.some((one) => one.split(" ").includes("token")),
        "No access token comes through the browser.",
        "An access token can come through the browser: a response type has token.",
        shows,
      ),
      "no-password": either(
        !grants?.includes("password"),
        "The password grant isn't listed.",
        "The password grant is listed.",
        shows,
      ),
      "iss-supported": either(
        target.metadata.authorization_response_iss_parameter_supported === true,
        "Responses have iss.",
        "authorization_response_iss_parameter_supported isn't true.",
        shows,
      ),
    };
  },
});

function isJson(exchange: Exchange): Finding {
  const type = headerOf(exchange, "content-type") ?? "";
  return either(
    /^application\/json\s*(;|$)/i.test(type),
    "Its media type is application/json.",
    `The response is ${briefly(exchange)} with Content-Type ${type === "" ? "(none)" : type}.`,
    exchange,
  );
}

/** Clients read one of them or the other. */
function agree({ oauth, openid }: Target): Finding {
  if (oauth.content === undefined || openid.content === undefined) return notApplicable("There is one document.");
  const [one, other] = [oauth.content, openid.content];
  const differs = Object.keys(one).filter(
    (name) => name in other && JSON.stringify(one[name]) !== JSON.stringify(other[name]),
  );
  return either(
    differs.length === 0,
    "Both documents say the same.",
    `They differ in ${differs.join(", ")}.`,
    oauth.exchange,
    openid.exchange,
  );
}

export const openidMetadata = probe({
  does: "Reads the OpenID Provider's metadata.",
  needs: ["OpenID discovery"],
  finds: [
    "subject-types",
    "id-token-algs",
    "rs256",
    "jwks-uri",
    "authorization-endpoint",
    "token-endpoint",
    "openid-scope",
    "response-types",
    "claims",
    "userinfo",
  ],
  async run({ target }) {
    const { openid } = target;
    const of = (name: string, isFine: (value: unknown) => boolean, what: string) => member(openid, name, isFine, what);
    const isUrl = (value: unknown): boolean => typeof value === "string" && URL.canParse(value);
    const types = listed(target, "response_types_supported") ?? [];
    return {
      "subject-types": of("subject_types_supported", isStrings, "a list of pairwise and public"),
      "id-token-algs": of("id_token_signing_alg_values_supported", isStrings, "a list"),
      rs256: of(
        "id_token_signing_alg_values_supported",
        (value) => Array.isArray(value) && value.includes("RS256"),
        "a list with RS256",
      ),
      "jwks-uri": of("jwks_uri", isUrl, "a URL"),
      "authorization-endpoint": of("authorization_endpoint", isUrl, "a URL"),
      "token-endpoint":
        types.length > 0 && types.every((one) => !one.split(" ").includes("code"))
          ? notApplicable("Only the implicit flow is used.")
          : of("token_endpoint", isUrl, "a URL"),
      "openid-scope":
        openid.content?.scopes_supported === undefined
          ? notApplicable("scopes_supported is omitted.")
          : of("scopes_supported", (value) => Array.isArray(value) && value.includes("openid"), "a list with openid"),
      "response-types": either(
        RESPONSE_TYPES.some((one) => types.includes(one)),
        "A response type of OpenID Connect is listed.",
        `response_types_supported is ${JSON.stringify(types)}.`,
        openid.exchange,
      ),
      claims: either(
        openid.content?.claims_supported !== undefined,
        "claims_supported is there.",
        "claims_supported is missing.",
        openid.exchange,
      ),
      userinfo: either(
        openid.content?.userinfo_endpoint !== undefined,
        "userinfo_endpoint is there.",
        "userinfo_endpoint is missing.",
        openid.exchange,
      ),
    };
  },
});
